/* Measures a source and extraction plugin as a host sees it: through the C ABI, one field a call.
 *
 *   cc -O2 -o host host.c -ldl
 *   [REPEAT=n] [EVENTS=n] ./host LIBRARY OPEN_PARAMETERS [FIELD | FIELD[KEY]]...
 *
 * Reads the source to its end, or until it gave EVENTS events, asks for each named field of each event, REPEAT times over, and prints one line of
 * name=value pairs: events, bytes, calls, values, CPU seconds of user and system, the milliseconds from loading the library to the first event,
 * and resident memory in KB before the first event and at most. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { SUCCESS = 0, FAILURE = 1, TIMEOUT = -1, END = 2, MAX_FIELDS = 256, TYPE_STRING = 9 };

typedef struct { const char* config; void* owner; void* last_error; void* tables; void* log; } init_input;
typedef struct { const void* event; uint64_t number; const char* source; } event_input;
typedef struct {
    const void* result; uint64_t result_length; uint32_t id; const char* name; const char* key;
    uint64_t index; uint32_t argument_present; uint32_t type; uint32_t is_list;
} field;
typedef struct {
    void* owner; void* last_error; uint32_t count; field* fields; void* table_reader[4]; void* table_reader_extended; void* offsets;
} extract_input;

static void* library;

static void* symbol(const char* name) {
    void* address = dlsym(library, name);
    if (!address) { fprintf(stderr, "%s is missing\n", name); exit(2); }
    return address;
}

/* A field's number is its place in the list that the plugin declares. */
static int number_of(const char* declared, const char* name) {
    char quoted[256];
    snprintf(quoted, sizeof quoted, "\"name\":\"%s\"", name);
    const char* found = strstr(declared, quoted);
    if (!found) { fprintf(stderr, "the plugin has no field %s\n", name); exit(2); }
    int number = -1;
    for (const char* at = declared; (at = strstr(at, "\"name\":")) && at <= found; at++) number++;
    return number;
}

static void prepare(field* field, const char* declared, char* text) {
    char* bracket = strchr(text, '[');
    memset(field, 0, sizeof *field);
    if (bracket) {
        *bracket = 0;
        bracket[strlen(bracket + 1)] = 0;
        field->key = bracket + 1;
        field->argument_present = 1;
        field->index = strtoull(field->key, NULL, 10);
    }
    field->name = text;
    field->id = number_of(declared, text);
    field->type = TYPE_STRING;
}

static double seconds(struct timeval time) { return time.tv_sec + time.tv_usec / 1e6; }

static double now(void) { struct timespec time; clock_gettime(CLOCK_MONOTONIC, &time); return time.tv_sec + time.tv_nsec / 1e9; }

static uint64_t setting(const char* name, uint64_t otherwise) { const char* text = getenv(name); return text ? strtoull(text, NULL, 10) : otherwise; }

static long resident_kb(void) {
    long total, resident = 0;
    FILE* file = fopen("/proc/self/statm", "r");
    if (!file || fscanf(file, "%ld %ld", &total, &resident) != 2) resident = 0;
    if (file) fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

int main(int argc, char** argv) {
    if (argc < 3 || argc - 3 > MAX_FIELDS) { fprintf(stderr, "usage: host LIBRARY OPEN_PARAMETERS [FIELD]...\n"); return 2; }
    uint64_t repeat = setting("REPEAT", 1), last = setting("EVENTS", UINT64_MAX);
    double start = now(), first = 0;
    library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (!library) { fprintf(stderr, "%s\n", dlerror()); return 2; }

    void* (*init)(const init_input*, int32_t*) = symbol("plugin_init");
    const char* (*last_error)(void*) = symbol("plugin_get_last_error");
    const char* (*get_fields)(void) = symbol("plugin_get_fields");
    void* (*open)(void*, const char*, int32_t*) = symbol("plugin_open");
    int32_t (*next)(void*, void*, uint32_t*, void***) = symbol("plugin_next_batch");
    int32_t (*extract)(void*, const event_input*, const extract_input*) = symbol("plugin_extract_fields");

    int32_t rc = FAILURE;
    init_input input = {"", NULL, NULL, NULL, NULL};
    void* state = init(&input, &rc);
    if (rc != SUCCESS) { fprintf(stderr, "init: %s\n", last_error(state)); return 2; }

    static field fields[MAX_FIELDS];
    int field_count = argc - 3;
    for (int i = 0; i < field_count; i++) prepare(&fields[i], get_fields(), argv[i + 3]);

    void* stream = open(state, argv[2], &rc);
    if (rc != SUCCESS) { fprintf(stderr, "open: %s\n", last_error(state)); return 2; }

    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    uint64_t events = 0, values = 0, bytes = 0;
    long idle = resident_kb();
    do {
        uint32_t count = 0;
        void** batch = NULL;
        rc = next(state, stream, &count, &batch);
        if (rc == FAILURE) { fprintf(stderr, "next: %s\n", last_error(state)); return 2; }
        if (count && !events) first = now() - start;
        for (uint32_t e = 0; e < count; e++) {
            event_input event = {batch[e], ++events, "k8s_audit"};
            uint32_t length;
            memcpy(&length, (const char*)batch[e] + 16, sizeof length);
            bytes += length - 38;
            for (uint64_t r = 0; r < repeat; r++)
                for (int i = 0; i < field_count; i++) {
                    extract_input request = {NULL, NULL, 1, &fields[i], {0}, NULL, NULL};
                    if (extract(state, &event, &request) == SUCCESS) values += fields[i].result_length;
                }
        }
    } while (rc != END && events < last);
    getrusage(RUSAGE_SELF, &after);

    printf("events=%lu bytes=%lu calls=%lu values=%lu user=%.3f system=%.3f first_ms=%.1f idle_kb=%ld peak_kb=%ld\n",
           (unsigned long)events, (unsigned long)bytes, (unsigned long)(events * repeat * field_count), (unsigned long)values,
           seconds(after.ru_utime) - seconds(before.ru_utime), seconds(after.ru_stime) - seconds(before.ru_stime), first * 1000, idle, after.ru_maxrss);

    ((void (*)(void*, void*))symbol("plugin_close"))(state, stream);
    ((void (*)(void*))symbol("plugin_destroy"))(state);
    return 0;
}
