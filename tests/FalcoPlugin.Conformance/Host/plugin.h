/* What the hosts of this folder share: the part of the plugin API that they use, and loading a library. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SUCCESS = 0, FAILURE = 1, TIMEOUT = -1, END_OF_FILE = 2, NOT_SUPPORTED = 3 };
enum { TYPE_STRING = 9 };

typedef struct { const char* config; void* owner; void* get_owner_last_error; void* tables; void* log; } init_input;
typedef struct { const void* event; uint64_t number; const char* source; } event_input;
typedef struct {
    const void* result; uint64_t result_length; uint32_t id; const char* name; const char* key;
    uint64_t index; uint32_t argument_present; uint32_t type; uint32_t is_list;
} extract_field;
typedef struct { uint32_t* start; uint32_t* length; } value_offsets;
typedef struct {
    void* owner; void* get_owner_last_error; uint32_t count; extract_field* fields; void* table_reader[4]; void* table_reader_extended; value_offsets* offsets;
} extract_input;
typedef struct { const char* config; } set_config_input;

static void* load(const char* path) {
    void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library) { fprintf(stderr, "%s\n", dlerror()); exit(2); }
    return library;
}

static void* symbol(void* library, const char* name) {
    void* address = dlsym(library, name);
    if (!address) { fprintf(stderr, "%s is missing\n", name); exit(2); }
    return address;
}
