/* A host in C, as small as a host can be: it loads plugins, opens an event source, is sent SIGINT, unloads everything, and does so again.
 * usage: host LIBRARY OPEN_PARAMS [LIBRARY OPEN_PARAMS]...   (an empty OPEN_PARAMS opens nothing) */
#include "plugin.h"
#include <signal.h>

static volatile sig_atomic_t interrupts;
static void on_interrupt(int signal) { (void)signal; interrupts++; }

static void run(const char* path, const char* parameters) {
    void* library = load(path);
    void* (*init)(const init_input*, int32_t*) = symbol(library, "plugin_init");
    void (*destroy)(void*) = symbol(library, "plugin_destroy");
    const char* (*last_error)(void*) = symbol(library, "plugin_get_last_error");

    init_input input = {"", NULL, NULL, NULL, NULL};
    int32_t rc = 1;
    void* state = init(&input, &rc);
    if (rc != 0) { fprintf(stderr, "init: %s\n", last_error(state)); exit(2); }

    void* stream = NULL;
    if (*parameters) {
        void* (*open)(void*, const char*, int32_t*) = symbol(library, "plugin_open");
        int32_t (*next)(void*, void*, uint32_t*, void***) = symbol(library, "plugin_next_batch");
        stream = open(state, parameters, &rc);
        if (rc != 0) { fprintf(stderr, "open: %s\n", last_error(state)); exit(2); }
        uint32_t count = 0;
        void** events = NULL;
        rc = next(state, stream, &count, &events);
        if (rc == 1) { fprintf(stderr, "next: %s\n", last_error(state)); exit(2); }
        printf("%s: %u events\n", parameters, count);
    }

    raise(SIGINT);
    if (stream) ((void (*)(void*, void*))symbol(library, "plugin_close"))(state, stream);
    destroy(state);
    dlclose(library);
}

int main(int argc, char** argv) {
    struct sigaction action = {0};
    action.sa_handler = on_interrupt;
    sigaction(SIGINT, &action, NULL);

    for (int cycle = 0; cycle < 3; cycle++)
        for (int i = 1; i + 1 < argc; i += 2) run(argv[i], argv[i + 1]);

    struct sigaction now;
    sigaction(SIGINT, NULL, &now);
    printf("interrupts %d, handler %s\n", (int)interrupts, now.sa_handler == on_interrupt ? "kept" : "replaced");
    return 0;
}
