/* Reads a webhook as a host does, and counts what it is given: each event once, none twice.
 *
 *   cc -O2 -o soak-host soak-host.c -ldl
 *   ./soak-host LIBRARY INIT_CONFIG OPEN_PARAMS
 *
 * SIGUSR1 stops reading for PAUSE seconds (60 unless the environment says otherwise). SIGTERM drains the source and ends.
 * An event of the load generator has the auditID "PREFIX-<number>"; those of the prefix "main" are compared one by one. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { SUCCESS = 0, FAILURE = 1, END = 2, HEADER = 38, MAX_EVENTS = 1 << 28 };

typedef struct { const char* config; void* owner; void* last_error; void* tables; void* log; } init_input;
typedef struct { const char* config; } set_config_input;

static void* library;
static volatile sig_atomic_t pause_reading, drain;
static uint8_t* seen;
static uint64_t delivered, twice, others;

static void* symbol(const char* name) {
    void* address = dlsym(library, name);
    if (!address) { fprintf(stderr, "%s is missing\n", name); exit(2); }
    return address;
}

static void on_signal(int number) { if (number == SIGUSR1) pause_reading = 1; else drain = 1; }

static void count(const char* event) {
    static const char key[] = "\"auditID\":\"main-";
    uint32_t length;
    memcpy(&length, event + 16, sizeof length);
    const char* found = memmem(event + HEADER, length - HEADER, key, sizeof key - 1);
    if (!found) { others++; return; }
    uint64_t number = strtoull(found + sizeof key - 1, NULL, 10);
    delivered++;
    if (number < MAX_EVENTS) {
        twice += (seen[number / 8] >> number % 8) & 1;
        seen[number / 8] |= 1 << number % 8;
    }
}

int main(int argc, char** argv) {
    if (argc != 4) { fprintf(stderr, "usage: soak-host LIBRARY INIT_CONFIG OPEN_PARAMS\n"); return 2; }
    library = dlopen(argv[1], RTLD_NOW | RTLD_LOCAL);
    if (!library) { fprintf(stderr, "%s\n", dlerror()); return 2; }
    /* Shared, so that the system counts it apart (RssShmem): it does not belong to the plugin. */
    seen = mmap(NULL, MAX_EVENTS / 8, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (seen == MAP_FAILED) { perror("mmap"); return 2; }
    signal(SIGUSR1, on_signal);
    signal(SIGTERM, on_signal);

    void* (*init)(const init_input*, int32_t*) = symbol("plugin_init");
    const char* (*last_error)(void*) = symbol("plugin_get_last_error");
    void* (*open)(void*, const char*, int32_t*) = symbol("plugin_open");
    int32_t (*next)(void*, void*, uint32_t*, void***) = symbol("plugin_next_batch");
    int32_t (*set_config)(void*, const set_config_input*) = symbol("plugin_set_config");

    int32_t rc = FAILURE;
    init_input input = {argv[2], NULL, NULL, NULL, NULL};
    void* state = init(&input, &rc);
    if (rc != SUCCESS) { fprintf(stderr, "init: %s\n", last_error(state)); return 2; }
    void* stream = open(state, argv[3], &rc);
    if (rc != SUCCESS) { fprintf(stderr, "open: %s\n", last_error(state)); return 2; }

    const char* pause = getenv("PAUSE");
    for (int drained = 0; rc != END;) {
        if (pause_reading) { pause_reading = 0; sleep(pause ? atoi(pause) : 60); }
        if (drain && !drained) {
            set_config_input change = {"{\"drain\":true}"};
            drained = 1;
            if (set_config(state, &change) != SUCCESS) { fprintf(stderr, "set_config: %s\n", last_error(state)); return 2; }
        }

        uint32_t events = 0;
        void** batch = NULL;
        rc = next(state, stream, &events, &batch);
        if (rc == FAILURE) { fprintf(stderr, "next: %s\n", last_error(state)); return 2; }
        for (uint32_t i = 0; i < events; i++) count(batch[i]);
    }

    printf("delivered %lu twice %lu others %lu\n", (unsigned long)delivered, (unsigned long)twice, (unsigned long)others);
    ((void (*)(void*, void*))symbol("plugin_close"))(state, stream);
    ((void (*)(void*))symbol("plugin_destroy"))(state);
    return 0;
}
