/* Calls the functions of a plugin, and prints a line for each with what it returned.
 * usage: calls LIBRARY OPEN_PARAMS         all functions, in the order in which a host calls them, and even after a failure
 *        calls LIBRARY OPEN_PARAMS nulls   the functions that have pointers as arguments, with NULL for each in turn */
#include "plugin.h"

typedef const char* (*text_function)(void);

static void* library;
static void* state;

static const char* shown(const void* text) { return text ? (const char*)text : "NULL"; }

/* The last error, as a host asks for it after a failure. */
static const char* last_error(void) {
    const char* (*get)(void*) = symbol(library, "plugin_get_last_error");
    return shown(get(state));
}

static void print_code(const char* name, int32_t code) { printf("%s: %d%s%s\n", name, code, code == FAILURE ? " " : "", code == FAILURE ? last_error() : ""); }

static void print_text(const char* name, const void* text) { printf("%s: %s%s%s\n", name, shown(text), text || !state ? "" : " ", text || !state ? "" : last_error()); }

static void print_pointer(const char* name, const void* pointer) { printf("%s: %s%s%s\n", name, pointer ? "ok" : "NULL", pointer ? "" : " ", pointer ? "" : last_error()); }

static void call_text(const char* name) { print_text(name, ((text_function)symbol(library, name))()); }

static void call_all(const char* parameters) {
    static const char* names[] = {"plugin_get_required_api_version", "plugin_get_name", "plugin_get_description", "plugin_get_contact", "plugin_get_version",
        "plugin_get_event_source", "plugin_get_fields", "plugin_get_extract_event_sources"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) call_text(names[i]);
    printf("plugin_get_id: %u\n", ((uint32_t (*)(void))symbol(library, "plugin_get_id"))());
    uint32_t number = 7;
    print_text("plugin_get_init_schema", ((const char* (*)(uint32_t*))symbol(library, "plugin_get_init_schema"))(&number));
    printf("schema type: %u\n", number);

    init_input input = {"", NULL, NULL, NULL, NULL};
    int32_t code = 7;
    state = ((void* (*)(const init_input*, int32_t*))symbol(library, "plugin_init"))(&input, &code);
    print_code("plugin_init", code);
    print_pointer("plugin_get_extract_event_types", ((void* (*)(uint32_t*, void*))symbol(library, "plugin_get_extract_event_types"))(&number, state));
    printf("event types: %u\n", number);
    code = 7;
    print_text("plugin_list_open_params", ((const char* (*)(void*, int32_t*))symbol(library, "plugin_list_open_params"))(state, &code));
    print_code("plugin_set_config", ((int32_t (*)(void*, const set_config_input*))symbol(library, "plugin_set_config"))(state, &(set_config_input){"{}"}));
    print_pointer("plugin_get_metrics", ((void* (*)(void*, uint32_t*))symbol(library, "plugin_get_metrics"))(state, &number));

    void* stream = ((void* (*)(void*, const char*, int32_t*))symbol(library, "plugin_open"))(state, parameters, &code);
    print_code("plugin_open", code);
    void** events = NULL;
    uint32_t count = 7;
    print_code("plugin_next_batch", ((int32_t (*)(void*, void*, uint32_t*, void***))symbol(library, "plugin_next_batch"))(state, stream, &count, &events));
    printf("events: %u\n", count);
    print_text("plugin_get_progress", ((const char* (*)(void*, void*, uint32_t*))symbol(library, "plugin_get_progress"))(state, stream, &number));

    event_input event = {count ? events[0] : NULL, 1, "faulty"};
    print_text("plugin_event_to_string", ((const char* (*)(void*, const event_input*))symbol(library, "plugin_event_to_string"))(state, &event));
    extract_field field = {.type = TYPE_STRING};
    extract_input request = {.count = 1, .fields = &field};
    print_code("plugin_extract_fields", ((int32_t (*)(void*, const event_input*, const extract_input*))symbol(library, "plugin_extract_fields"))(state, &event, &request));
    printf("values: %lu\n", (unsigned long)field.result_length);
    ((void (*)(void*, void*))symbol(library, "plugin_close"))(state, stream);
    ((void (*)(void*))symbol(library, "plugin_destroy"))(state);
}

/* A plugin event whose payload is {}. */
static const unsigned char packed_event[] = {
    1, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 40, 0, 0, 0, 66, 1, 2, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, '{', '}'};

static void init_with_nulls(void) {
    void* (*init)(const init_input*, int32_t*) = symbol(library, "plugin_init");
    void (*destroy)(void*) = symbol(library, "plugin_destroy");
    init_input input = {NULL, NULL, NULL, NULL, NULL};
    int32_t code = 7;
    state = init(NULL, &code);
    print_code("plugin_init input", code);
    destroy(state);
    state = init(&input, NULL);
    print_pointer("plugin_init rc", NULL);
    destroy(state);
    state = init(NULL, NULL);
    print_pointer("plugin_init input rc", NULL);
    destroy(state);
    destroy(NULL);
    state = init(&input, &code);
    print_code("plugin_init config", code);
    print_pointer("plugin_get_last_error s", ((void* (*)(void*))symbol(library, "plugin_get_last_error"))(NULL));
}

static void configure_with_nulls(void) {
    uint32_t number = 7;
    int32_t code = 7;
    void* (*schema)(uint32_t*) = dlsym(library, "plugin_get_init_schema");
    if (schema) print_pointer("plugin_get_init_schema schema_type", schema(NULL));
    void* (*list)(void*, int32_t*) = dlsym(library, "plugin_list_open_params");
    if (list) print_pointer("plugin_list_open_params rc", list(state, NULL));
    if (list) print_pointer("plugin_list_open_params s", list(NULL, &code));
    int32_t (*set_config)(void*, const set_config_input*) = dlsym(library, "plugin_set_config");
    if (set_config) print_code("plugin_set_config i", set_config(state, NULL));
    if (set_config) print_code("plugin_set_config i->config", set_config(state, &(set_config_input){NULL}));
    if (set_config) print_code("plugin_set_config s", set_config(NULL, &(set_config_input){"{}"}));
    void* (*metrics)(void*, uint32_t*) = dlsym(library, "plugin_get_metrics");
    if (metrics) print_pointer("plugin_get_metrics num_metrics", metrics(state, NULL));
    if (metrics) print_pointer("plugin_get_metrics s", metrics(NULL, &number));
}

static void read_with_nulls(const char* parameters) {
    void* (*open)(void*, const char*, int32_t*) = dlsym(library, "plugin_open");
    if (!open) return;
    void (*close)(void*, void*) = symbol(library, "plugin_close");
    int32_t (*next)(void*, void*, uint32_t*, void***) = symbol(library, "plugin_next_batch");
    int32_t code = 7;
    uint32_t number = 7;
    print_pointer("plugin_open rc", open(state, parameters, NULL));
    print_pointer("plugin_open s", open(NULL, parameters, &code));
    close(state, NULL);
    close(NULL, NULL);
    void* stream = open(state, NULL, &code);
    if (stream) close(NULL, stream);
    stream = open(state, parameters, &code);
    print_code("plugin_open", code);

    void** events = NULL;
    print_code("plugin_next_batch nevts", next(state, stream, NULL, &events));
    print_code("plugin_next_batch evts", next(state, stream, &number, NULL));
    print_code("plugin_next_batch h", next(state, NULL, &number, &events));
    print_code("plugin_next_batch s", next(NULL, stream, &number, &events));
    next(state, stream, &number, &events);
    printf("%s\n", number ? "events follow" : "no events follow");
    const char* (*progress)(void*, void*, uint32_t*) = dlsym(library, "plugin_get_progress");
    if (progress) print_pointer("plugin_get_progress progress_pct", progress(state, stream, NULL));
    if (progress) print_pointer("plugin_get_progress h", progress(state, NULL, &number));
    if (progress) print_pointer("plugin_get_progress s", progress(NULL, stream, &number));
    close(NULL, stream);
}

static void extract_with_nulls(void) {
    event_input event = {packed_event, 1, NULL}, nothing = {NULL, 1, NULL};
    void* (*to_string)(void*, const event_input*) = dlsym(library, "plugin_event_to_string");
    if (to_string) print_pointer("plugin_event_to_string evt", to_string(state, NULL));
    if (to_string) print_pointer("plugin_event_to_string evt->evt", to_string(state, &nothing));
    if (to_string) print_pointer("plugin_event_to_string s", to_string(NULL, &event));

    uint32_t number = 7;
    void* (*types)(uint32_t*, void*) = symbol(library, "plugin_get_extract_event_types");
    print_pointer("plugin_get_extract_event_types numtypes", types(NULL, state));
    print_pointer("plugin_get_extract_event_types s", types(&number, NULL));
    extract_field field = {.type = TYPE_STRING};
    extract_input request = {.count = 1, .fields = &field}, no_fields = {.count = 1}, empty = {.count = 0};
    int32_t (*extract)(void*, const event_input*, const extract_input*) = symbol(library, "plugin_extract_fields");
    print_code("plugin_extract_fields", extract(state, &event, &request));
    print_code("plugin_extract_fields in->fields", extract(state, &event, &no_fields));
    print_code("plugin_extract_fields no fields", extract(state, &event, &empty));
    print_code("plugin_extract_fields evt", extract(state, NULL, &request));
    print_code("plugin_extract_fields evt->evt", extract(state, &nothing, &request));
    print_code("plugin_extract_fields in", extract(state, &event, NULL));
    print_code("plugin_extract_fields s", extract(NULL, &event, &request));
    field.argument_present = 1;
    print_code("plugin_extract_fields arg_key", extract(state, &event, &request));
}

/* Each call has its arguments right but for one. Functions that the plugin does not export are left out. */
static void call_with_nulls(const char* parameters) {
    init_with_nulls();
    configure_with_nulls();
    read_with_nulls(parameters);
    extract_with_nulls();
    ((void (*)(void*))symbol(library, "plugin_destroy"))(state);
}

int main(int argc, char** argv) {
    if (argc < 3) { fprintf(stderr, "usage: calls LIBRARY OPEN_PARAMS [nulls]\n"); return 2; }
    library = load(argv[1]);
    if (argc == 3) call_all(argv[2]);
    else call_with_nulls(argv[2]);
    printf("end\n");
    return 0;
}
