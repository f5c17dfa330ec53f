/*
 * A Falco plugin in plain C for the tests of the runner. It uses the documented ABI and no code of this project, so that a host which loads it loads any
 * plugin. Its configuration is a JSON object that enables deliberate faults; its open parameters choose the number of events and how they arrive.
 *
 * Compile-time faults:  -DAPI_VERSION='"2.0.0"'  -DPLUGIN_VERSION='"x"'  -DWITHOUT_DESTROY  -DHALF_SOURCING  -DHALF_EXTRACTION  -DWITHOUT_ID
 *                       -DRESERVED_SOURCE  -DFIELDS='"…"'  -DSOURCE_NAME='"…"'  -DPLUGIN_NAME='"…"'  -DPLUGIN_ID=7  -DEXTRACT_SOURCES='"[…]"'
 *                       -DLOAD=0.0/0.0 (with -DWITH_METRICS)  -DWITHOUT_PROGRESS
 * Compile-time options: -DWITH_SHARING: several instances may read one stream (plugin_ext_share_stream), which fails when two threads do so at once
 * Configuration faults: "fail_init"  "fail_init_without_state"  "other_types"
 * Open parameters:      "<count>"            that many events, then the end
 *                       "live:<count>"       that many events, then none, without an end
 *                       "tick:<count>"       that many events, one every few milliseconds, then none, without an end
 *                       "queue:<count>"      that many events after the plugin was drained (-DWITH_DRAIN), then the end
 *                       "stuck:<count>"      that many events, then a call that never returns
 *                       "fail_open"          open fails
 *                       "fail_at:<n>"        next_batch fails after n events
 *                       "empty_success"      next_batch returns success and no event
 *                       "foreign_id"         an event with another plugin's id
 *                       "malformed"          an event of another type than plugin event
 *                       "no_time:<count>"    events without a timestamp
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef API_VERSION
#define API_VERSION "3.0.0"
#endif
#ifndef PLUGIN_NAME
#define PLUGIN_NAME "sample"
#endif
#ifndef PLUGIN_VERSION
#define PLUGIN_VERSION "1.2.3"
#endif
#ifndef PLUGIN_ID
#define PLUGIN_ID 999
#endif
#ifndef SOURCE_NAME
#define SOURCE_NAME "sample"
#endif

#define SUCCESS 0
#define FAILURE 1
#define TIMEOUT (-1)
#define END_OF_FILE 2

#define EVENT_TYPE 322
#define HEADER 38
#define BATCH 4
#define FIRST_TIME 1540476552000000000ull

typedef struct { const char* config; void* owner; const char* (*get_owner_last_error)(void*); void* tables;
                 void (*log)(void*, const char*, const char*, int); } init_input;
typedef struct { const uint8_t* evt; uint64_t evtnum; const char* evtsrc; } event_input;
typedef struct { uint32_t len; const void* ptr; } byte_buffer;
typedef struct { void* res; uint64_t res_len; uint32_t field_id; const char* field; const char* arg_key; uint64_t arg_index; uint32_t arg_present;
                 uint32_t ftype; uint32_t flist; } extract_field;
typedef struct { void* owner; const char* (*get_owner_last_error)(void*); uint32_t num_fields; extract_field* fields; } extract_input;

typedef struct
{
    init_input host;
    char error[256];
    bool other_types;
    volatile bool draining;
    const char* texts[3];
    char text[64];
    uint64_t numbers[3];
    uint32_t truth;
    byte_buffer buffers[1];
    uint8_t address[16];
    char progress[32];
} plugin;

typedef struct stream
{
    plugin* owner;
    struct stream* source; /* the stream whose events it reads: itself, unless it shares another one */
    int readers;
    bool live, tick, is_pause, queue, stuck, foreign_id, malformed, empty_success, no_time;
    long count, sent, fail_at;
    uint8_t* events[BATCH];
} stream;

const char* plugin_get_required_api_version(void) { return API_VERSION; }
const char* plugin_get_name(void) { return PLUGIN_NAME; }
const char* plugin_get_description(void) { return "A sample source for tests"; }
const char* plugin_get_contact(void) { return "the tests"; }
const char* plugin_get_version(void) { return PLUGIN_VERSION; }

const char* plugin_get_init_schema(uint32_t* type)
{
    *type = 1;
    return "{\"$ref\":\"#/definitions/Config\",\"definitions\":{\"Config\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{"
           "\"fail_init\":{\"type\":\"boolean\"},\"fail_init_without_state\":{\"type\":\"boolean\"},\"other_types\":{\"type\":\"boolean\"},"
           
#ifdef WITH_DRAIN
           "\"drain\":{\"type\":\"boolean\"},"
#endif
           "\"size\":{\"type\":\"integer\",\"minimum\":1}}}}}";
}

void* plugin_init(const init_input* input, int32_t* rc)
{
    *rc = FAILURE;
    if (strstr(input->config, "\"fail_init_without_state\":true"))
        return NULL;
    plugin* state = calloc(1, sizeof(plugin));
    state->other_types = strstr(input->config, "\"other_types\":true") != NULL;
    if (strstr(input->config, "\"fail_init\":true"))
    {
        strcpy(state->error, "the configuration asked for a failure");
        return state;
    }
    state->host = *input;
    if (input->log)
        input->log(input->owner, NULL, "initialised", 5);
    *rc = SUCCESS;
    return state;
}

#ifdef WITH_DRAIN
typedef struct { const char* config; } set_config_input;

int32_t plugin_set_config(plugin* state, const set_config_input* input)
{
    state->draining = strstr(input->config, "\"drain\":true") != NULL;
    return SUCCESS;
}
#endif

#ifdef WITH_METRICS
#ifndef LOAD
#define LOAD 0.5
#endif
typedef struct { const char* name; int32_t kind; union { uint64_t u64; double d; } value; int32_t value_type; } metric;

metric* plugin_get_metrics(plugin* state, uint32_t* count)
{
    static metric metrics[2];
    (void)state;
    metrics[0] = (metric){ "events_received", 0, { .u64 = 42 }, 2 };
    metrics[1] = (metric){ "load", 1, { .d = LOAD }, 4 };
    *count = 2;
    return metrics;
}
#endif

#ifndef WITHOUT_DESTROY
void plugin_destroy(plugin* state) { free(state); }
#endif

const char* plugin_get_last_error(plugin* state) { return state->error; }

#ifndef EXTRACTOR_ONLY
#ifndef WITHOUT_ID
uint32_t plugin_get_id(void) { return PLUGIN_ID; }
#endif
const char* plugin_get_event_source(void)
{
#ifdef RESERVED_SOURCE
    return "syscall";
#else
    return SOURCE_NAME;
#endif
}

const char* plugin_list_open_params(plugin* state, int32_t* rc)
{
    (void)state;
    *rc = SUCCESS;
    return "[{\"value\":\"3\",\"desc\":\"three events\"},{\"value\":\"live:1\"}]";
}

void* plugin_open(plugin* state, const char* params, int32_t* rc)
{
    *rc = FAILURE;
    if (strcmp(params, "fail_open") == 0)
    {
        strcpy(state->error, "the open parameters asked for a failure");
        return NULL;
    }
    stream* s = calloc(1, sizeof(stream));
    s->owner = state;
    s->source = s;
    s->fail_at = -1;
    s->tick = strncmp(params, "tick:", 5) == 0;
    s->queue = strncmp(params, "queue:", 6) == 0;
    s->stuck = strncmp(params, "stuck:", 6) == 0;
    s->live = s->stuck || s->tick || s->queue || strncmp(params, "live:", 5) == 0;
    s->no_time = strncmp(params, "no_time:", 8) == 0;
    s->foreign_id = strcmp(params, "foreign_id") == 0;
    s->malformed = strcmp(params, "malformed") == 0;
    s->empty_success = strcmp(params, "empty_success") == 0;
    if (strncmp(params, "fail_at:", 8) == 0)
        s->fail_at = atol(params + 8);
    FILE* file = fopen(params, "r");
    const char* colon = strchr(params, ':');
    s->count = s->foreign_id || s->malformed ? 1 : s->fail_at >= 0 ? s->fail_at : atol(colon ? colon + 1 : params);
    if (file)
    {
        /* A file holds the number of events, so that there is finite input of any size. */
        if (fscanf(file, "%ld", &s->count) != 1)
            s->count = 0;
        fclose(file);
    }
    for (int i = 0; i < BATCH; i++)
        s->events[i] = calloc(1, 64);
    *rc = SUCCESS;
    return s;
}

#ifndef HALF_SOURCING
void plugin_close(plugin* state, stream* s)
{
    (void)state;
    for (int i = 0; i < BATCH; i++)
        free(s->events[i]);
    free(s);
}
#endif

static void put(uint8_t* target, const void* value, size_t length) { memcpy(target, value, length); }

static void write_event(stream* s, uint8_t* target, long number)
{
    uint64_t ts = s->no_time ? UINT64_MAX : FIRST_TIME + (uint64_t)number * 1000000000ull, tid = UINT64_MAX;
    uint32_t size = sizeof(uint64_t), total = HEADER + size, nparams = 2, id_size = 4;
    /* Every second event leaves the plugin's id to the host. */
    uint32_t id = s->foreign_id ? PLUGIN_ID + 1 : number % 2 ? PLUGIN_ID : 0;
    uint16_t type = s->malformed ? 1 : EVENT_TYPE;
    uint64_t value = (uint64_t)number;
    put(target, &ts, 8);
    put(target + 8, &tid, 8);
    put(target + 16, &total, 4);
    put(target + 20, &type, 2);
    put(target + 22, &nparams, 4);
    put(target + 26, &id_size, 4);
    put(target + 30, &size, 4);
    put(target + 34, &id, 4);
    put(target + HEADER, &value, 8);
}

static int32_t next_batch(plugin* state, stream* s, uint8_t** target, uint32_t* count, uint8_t*** events)
{
    uint32_t filled = 0;
    if (s->queue && !state->draining)
    {
        usleep(10000);
        *count = 0;
        return TIMEOUT;
    }
    if (s->tick && s->sent < s->count)
    {
        s->is_pause = !s->is_pause;
        *count = !s->is_pause;
        *events = target;
        if (s->is_pause)
        {
            usleep(2000);
            return TIMEOUT;
        }
        write_event(s, target[0], s->sent++);
        return SUCCESS;
    }
    while (!s->empty_success && filled < BATCH && s->sent < s->count)
        write_event(s, target[filled++], s->sent++);
    *count = filled;
    *events = target;
    if (s->empty_success)
        return SUCCESS;
    if (s->sent < s->count)
        return SUCCESS;
    if (s->fail_at >= 0)
    {
        strcpy(state->error, "the stream broke");
        return FAILURE;
    }
    if (s->queue)
        return END_OF_FILE;
    if (s->live)
    {
        while (s->stuck && filled == 0)
            pause();
        if (filled == 0)
            usleep(10000);
        return TIMEOUT;
    }
    return END_OF_FILE;
}

int32_t plugin_next_batch(plugin* state, stream* s, uint32_t* count, uint8_t*** events)
{
    bool alone = __sync_fetch_and_add(&s->source->readers, 1) == 0;
    int32_t rc = FAILURE;
    *count = 0;
    if (alone)
        rc = next_batch(state, s->source, s->events, count, events);
    else
        strcpy(state->error, "two threads read the stream at once");
    __sync_fetch_and_sub(&s->source->readers, 1);
    return rc;
}

#ifdef WITH_SHARING
void* plugin_ext_share_stream(plugin* state, stream* s, int32_t* rc)
{
    stream* shared = calloc(1, sizeof(stream));
    *shared = (stream){ .owner = state, .source = s->source };
    for (int i = 0; i < BATCH; i++)
        shared->events[i] = calloc(1, 64);
    if (state->host.log)
        state->host.log(state->host.owner, NULL, "shares the stream", 5);
    *rc = SUCCESS;
    return shared;
}
#endif

#ifndef WITHOUT_PROGRESS
/* A text stands for input that ends by itself. */
const char* plugin_get_progress(plugin* state, stream* s, uint32_t* progress)
{
    s = s->source;
    if (s->live)
    {
        *progress = 0;
        return "";
    }
    *progress = s->count ? (uint32_t)(s->sent * 10000 / s->count) : 0;
    snprintf(state->progress, sizeof state->progress, "%ld of %ld", s->sent, s->count);
    return state->progress;
}
#endif

const char* plugin_event_to_string(plugin* state, const event_input* input)
{
    uint64_t number;
    memcpy(&number, input->evt + HEADER, 8);
    snprintf(state->text, sizeof state->text, "number %llu", (unsigned long long)number);
    return state->text;
}
#endif

#ifndef WITHOUT_FIELDS
#ifndef HALF_EXTRACTION
const char* plugin_get_fields(void)
{
#ifdef FIELDS
    return FIELDS;
#else
    return "[{\"type\":\"uint64\",\"name\":\"sample.number\",\"desc\":\"The number\",\"addOutput\":true},"
           "{\"type\":\"string\",\"name\":\"sample.text\",\"desc\":\"The number as a text\"},"
           "{\"type\":\"bool\",\"name\":\"sample.even\",\"desc\":\"Whether it is even\"},"
           "{\"type\":\"abstime\",\"name\":\"sample.time\",\"desc\":\"The event's time\"},"
           "{\"type\":\"ipaddr\",\"name\":\"sample.address\",\"desc\":\"An address\"},"
           "{\"type\":\"string\",\"name\":\"sample.names\",\"desc\":\"Three names\",\"isList\":true,\"arg\":{\"isIndex\":true}},"
           "{\"type\":\"string\",\"name\":\"sample.key\",\"desc\":\"The key itself\",\"arg\":{\"isKey\":true,\"isRequired\":true}},"
           "{\"type\":\"string\",\"name\":\"sample.odd\",\"desc\":\"A text for odd numbers only\"},"
           "{\"type\":\"uint64\",\"name\":\"sample.evtnum\",\"desc\":\"The number that the host gives the event\"},"
           "{\"type\":\"string\",\"name\":\"sample.source\",\"desc\":\"The source that the host names\"}]";
#endif
}
#endif

#ifdef EXTRACT_SOURCES
const char* plugin_get_extract_event_sources(void) { return EXTRACT_SOURCES; }
#endif

uint16_t* plugin_get_extract_event_types(uint32_t* count, plugin* state)
{
    static uint16_t plugin_events[] = { EVENT_TYPE }, others[] = { 7 };
    *count = 1;
    return state->other_types ? others : plugin_events;
}

static void extract(plugin* state, const event_input* input, extract_field* field)
{
    static const char* const names[] = { "one", "two", "three" };
    uint64_t number;
    memcpy(&number, input->evt + HEADER, 8);
    field->res_len = 1;
    switch (field->field_id)
    {
    case 0: state->numbers[0] = number; field->res = state->numbers; break;
    case 1: snprintf(state->text, sizeof state->text, "n%llu", (unsigned long long)number); state->texts[0] = state->text; field->res = state->texts; break;
    case 2: state->truth = number % 2 == 0; field->res = &state->truth; break;
    case 3: memcpy(state->numbers, input->evt, 8); field->res = state->numbers; break;
    case 4:
        state->address[0] = 10; state->address[1] = 0; state->address[2] = 0; state->address[3] = (uint8_t)number;
        state->buffers[0] = (byte_buffer){ 4, state->address };
        field->res = state->buffers;
        break;
    case 5:
        memcpy(state->texts, names, sizeof names);
        field->res = state->texts;
        field->res_len = 3;
        if (field->arg_present)
        {
            field->res_len = field->arg_index < 3;
            if (field->res_len)
                state->texts[0] = names[field->arg_index];
        }
        break;
    case 6: state->texts[0] = field->arg_key ? field->arg_key : "no key"; field->res = state->texts; break;
    case 7: state->texts[0] = "odd"; field->res = state->texts; field->res_len = number % 2; break;
    case 8: state->numbers[0] = input->evtnum; field->res = state->numbers; break;
    case 9: state->texts[0] = input->evtsrc; field->res = state->texts; break;
    default: field->res_len = 0; break;
    }
}

int32_t plugin_extract_fields(plugin* state, const event_input* event, const extract_input* input)
{
    for (uint32_t i = 0; i < input->num_fields; i++)
        extract(state, event, &input->fields[i]);
    return SUCCESS;
}
#endif
