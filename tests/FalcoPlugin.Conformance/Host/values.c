/* Reads values later than it extracts them, as Falco does for join(",", (ka.verb, ka.target.resource)): all fields of an event are extracted, each in a call
 * of its own and then all in one call, and read after the last one.
 * usage: values SOURCE_LIBRARY OPEN_PARAMS LIBRARY REPEAT ID[=KEY]...
 * Each field is extracted REPEAT times. Prints how many values were read, how many of them had changed since they were extracted, and how much resident memory
 * the extraction took in KB. */
#include "plugin.h"
#include <unistd.h>

enum { MAX_FIELDS = 256, MAX_VALUES = 1 << 20 };

typedef struct { const char* text; char* copy; } value;

static extract_field fields[MAX_FIELDS];
static value values[MAX_VALUES];
static int found;

/* Extracts COUNT fields in one call. */
static void extract(int32_t (*extract_fields)(void*, const event_input*, const extract_input*), void* state, const event_input* event, extract_field* first, int count) {
    extract_input request = {.count = (uint32_t)count, .fields = first};
    if (extract_fields(state, event, &request) != SUCCESS) { fprintf(stderr, "extract_fields failed\n"); exit(2); }
}

/* Remembers where the values of a field are, and what they are now. */
static void remember(const extract_field* field) {
    for (uint64_t v = 0; v < field->result_length; v++) {
        if (found == MAX_VALUES) { fprintf(stderr, "too many values\n"); exit(2); }
        const char* text = ((const char* const*)field->result)[v];
        values[found++] = (value){text, strdup(text)};
    }
}

static void* start(void* library) {
    void* (*init)(const init_input*, int32_t*) = symbol(library, "plugin_init");
    const char* (*last_error)(void*) = symbol(library, "plugin_get_last_error");
    init_input input = {"", NULL, NULL, NULL, NULL};
    int32_t rc = FAILURE;
    void* state = init(&input, &rc);
    if (rc != SUCCESS) { fprintf(stderr, "init: %s\n", last_error(state)); exit(2); }
    return state;
}

static long resident_kb(void) {
    long total, resident = 0;
    FILE* file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &total, &resident) != 2) exit(2);
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

int main(int argc, char** argv) {
    if (argc < 6 || argc - 5 > MAX_FIELDS) { fprintf(stderr, "usage: values SOURCE_LIBRARY OPEN_PARAMS LIBRARY REPEAT ID[=KEY]...\n"); return 2; }
    void* source_library = load(argv[1]);
    void* library = load(argv[3]);
    void* source = start(source_library);
    void* state = start(library);
    int repeat = atoi(argv[4]), field_count = argc - 5;
    for (int i = 0; i < field_count; i++) {
        char* key = strchr(argv[i + 5], '=');
        fields[i] = (extract_field){.id = (uint32_t)atoi(argv[i + 5]), .key = key ? key + 1 : NULL, .argument_present = key != NULL, .type = TYPE_STRING};
    }

    void* (*open)(void*, const char*, int32_t*) = symbol(source_library, "plugin_open");
    int32_t (*next)(void*, void*, uint32_t*, void***) = symbol(source_library, "plugin_next_batch");
    int32_t (*extract_fields)(void*, const event_input*, const extract_input*) = symbol(library, "plugin_extract_fields");
    int32_t rc = FAILURE;
    void* stream = open(source, argv[2], &rc);
    if (rc != SUCCESS) { fprintf(stderr, "%s cannot be opened\n", argv[2]); return 2; }

    uint64_t number = 0, read = 0, changed = 0;
    long before = 0, most = 0;
    do {
        uint32_t count = 0;
        void** events = NULL;
        rc = next(source, stream, &count, &events);
        for (uint32_t e = 0; e < count; e++) {
            event_input event = {events[e], ++number, "k8s_audit"};
            found = 0;
            for (int r = 0; r < repeat; r++)
                for (int i = 0; i < field_count; i++) {
                    extract(extract_fields, state, &event, &fields[i], 1);
                    if (r == 0) remember(&fields[i]);
                }

            extract(extract_fields, state, &event, fields, field_count);
            for (int i = 0; i < field_count; i++) remember(&fields[i]);
            for (int v = 0; v < found; v++) {
                read++;
                changed += strcmp(values[v].text, values[v].copy) != 0;
                free(values[v].copy);
            }

            /* The first events let blocks grow. */
            long now = resident_kb();
            if (number == 10) before = now;
            if (number > 10 && now - before > most) most = now - before;
        }
    } while (rc != END_OF_FILE && rc != FAILURE);

    printf("read %lu changed %lu grown_kb %ld\n", (unsigned long)read, (unsigned long)changed, most);
    ((void (*)(void*, void*))symbol(source_library, "plugin_close"))(source, stream);
    ((void (*)(void*))symbol(source_library, "plugin_destroy"))(source);
    ((void (*)(void*))symbol(library, "plugin_destroy"))(state);
    return rc == FAILURE ? 2 : 0;
}
