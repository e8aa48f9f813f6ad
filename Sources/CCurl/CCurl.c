#define _GNU_SOURCE
#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>

static struct {
    CURLcode (*global_init)(long);
    CURL *(*easy_init)(void);
    void (*easy_cleanup)(CURL *);
    const char *(*easy_strerror)(CURLcode);
    CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
    CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
    CURLcode (*easy_pause)(CURL *, int);
    CURLcode (*easy_send)(CURL *, const void *, size_t, size_t *);
    CURLcode (*easy_recv)(CURL *, void *, size_t, size_t *);
    struct curl_slist *(*slist_append)(struct curl_slist *, const char *);
    void (*slist_free_all)(struct curl_slist *);
    CURLM *(*multi_init)(void);
    CURLMcode (*multi_cleanup)(CURLM *);
    CURLMcode (*multi_setopt)(CURLM *, CURLMoption, ...);
    CURLMcode (*multi_add_handle)(CURLM *, CURL *);
    CURLMcode (*multi_remove_handle)(CURLM *, CURL *);
    CURLMcode (*multi_perform)(CURLM *, int *);
    CURLMcode (*multi_poll)(CURLM *, struct curl_waitfd *, unsigned int, int, int *);
    CURLMcode (*multi_wakeup)(CURLM *);
    CURLMsg *(*multi_info_read)(CURLM *, int *);
} api;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool is_loaded = false;
static char load_error[512] = "libcurl was not loaded yet";

// Both have the same interface; the second is what git brings where the first is not installed.
static void *open_library(void) {
    void *library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
    if (library) return library;
    const char *reason = dlerror();
    snprintf(load_error, sizeof load_error,
             "cannot load libcurl: %s; install the Debian package 'libcurl4' (or 'libcurl4-openssl-dev')",
             reason ? reason : "unknown reason");
    return dlopen("libcurl-gnutls.so.4", RTLD_LAZY | RTLD_LOCAL);
}

static bool find(void *library, const char *symbol, void *function) {
    void *address = dlsym(library, symbol);
    if (!address) {
        snprintf(load_error, sizeof load_error,
                 "this libcurl is too old: it has no %s; install libcurl 7.68 or newer (Debian package 'libcurl4')",
                 symbol);
        return false;
    }
    *(void **)function = address;
    return true;
}

static void load(void) {
    void *library = open_library();
    if (!library) return;

    bool has_all = find(library, "curl_global_init", &api.global_init)
        && find(library, "curl_easy_init", &api.easy_init)
        && find(library, "curl_easy_cleanup", &api.easy_cleanup)
        && find(library, "curl_easy_strerror", &api.easy_strerror)
        && find(library, "curl_easy_setopt", &api.easy_setopt)
        && find(library, "curl_easy_getinfo", &api.easy_getinfo)
        && find(library, "curl_easy_pause", &api.easy_pause)
        && find(library, "curl_easy_send", &api.easy_send)
        && find(library, "curl_easy_recv", &api.easy_recv)
        && find(library, "curl_slist_append", &api.slist_append)
        && find(library, "curl_slist_free_all", &api.slist_free_all)
        && find(library, "curl_multi_init", &api.multi_init)
        && find(library, "curl_multi_cleanup", &api.multi_cleanup)
        && find(library, "curl_multi_setopt", &api.multi_setopt)
        && find(library, "curl_multi_add_handle", &api.multi_add_handle)
        && find(library, "curl_multi_remove_handle", &api.multi_remove_handle)
        && find(library, "curl_multi_perform", &api.multi_perform)
        && find(library, "curl_multi_poll", &api.multi_poll)
        && find(library, "curl_multi_wakeup", &api.multi_wakeup)
        && find(library, "curl_multi_info_read", &api.multi_info_read);
    if (!has_all) return;

    CURLcode code = api.global_init(CURL_GLOBAL_DEFAULT);
    if (code != CURLE_OK) {
        snprintf(load_error, sizeof load_error, "libcurl cannot start: %s", api.easy_strerror(code));
        return;
    }
    is_loaded = true;
}

bool sc_curl_available(void) {
    pthread_once(&once, load);
    return is_loaded;
}

const char *sc_curl_load_error(void) { return load_error; }

CURL *sc_curl_easy_init(void) { return api.easy_init(); }
void sc_curl_easy_cleanup(CURL *easy) { api.easy_cleanup(easy); }
const char *sc_curl_easy_strerror(CURLcode code) { return api.easy_strerror(code); }

CURLcode sc_curl_easy_set_long(CURL *easy, CURLoption option, long value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode sc_curl_easy_set_off(CURL *easy, CURLoption option, curl_off_t value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode sc_curl_easy_set_string(CURL *easy, CURLoption option, const char *value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode sc_curl_easy_set_pointer(CURL *easy, CURLoption option, void *value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode sc_curl_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode sc_curl_easy_set_write_callback(CURL *easy, CURLoption option, sc_curl_bytes_callback value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode sc_curl_easy_set_read_callback(CURL *easy, CURLoption option, sc_curl_bytes_callback value) {
    return api.easy_setopt(easy, option, value);
}
CURLcode sc_curl_easy_get_long(CURL *easy, CURLINFO info, long *value) { return api.easy_getinfo(easy, info, value); }
CURLcode sc_curl_easy_get_socket(CURL *easy, CURLINFO info, curl_socket_t *value) {
    return api.easy_getinfo(easy, info, value);
}
CURLcode sc_curl_easy_pause(CURL *easy, bool pauses_receiving, bool pauses_sending) {
    return api.easy_pause(easy, (pauses_receiving ? CURLPAUSE_RECV : 0) | (pauses_sending ? CURLPAUSE_SEND : 0));
}
CURLcode sc_curl_easy_send(CURL *easy, const void *bytes, size_t count, size_t *sent) {
    return api.easy_send(easy, bytes, count, sent);
}
CURLcode sc_curl_easy_recv(CURL *easy, void *bytes, size_t count, size_t *received) {
    return api.easy_recv(easy, bytes, count, received);
}

struct curl_slist *sc_curl_slist_append(struct curl_slist *list, const char *text) {
    return api.slist_append(list, text);
}
void sc_curl_slist_free_all(struct curl_slist *list) { api.slist_free_all(list); }

CURLM *sc_curl_multi_init(void) { return api.multi_init(); }
CURLMcode sc_curl_multi_cleanup(CURLM *multi) { return api.multi_cleanup(multi); }
CURLMcode sc_curl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
    return api.multi_setopt(multi, option, value);
}
CURLMcode sc_curl_multi_add_handle(CURLM *multi, CURL *easy) { return api.multi_add_handle(multi, easy); }
CURLMcode sc_curl_multi_remove_handle(CURLM *multi, CURL *easy) { return api.multi_remove_handle(multi, easy); }
CURLMcode sc_curl_multi_perform(CURLM *multi, int *running) { return api.multi_perform(multi, running); }
CURLMcode sc_curl_multi_poll(CURLM *multi, struct curl_waitfd *extra, unsigned int count, int milliseconds) {
    return api.multi_poll(multi, extra, count, milliseconds, NULL);
}
CURLMcode sc_curl_multi_wakeup(CURLM *multi) { return api.multi_wakeup(multi); }

bool sc_curl_multi_next_finished(CURLM *multi, void **owner, CURLcode *result) {
    int left = 0;
    CURLMsg *message;
    while ((message = api.multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        *result = message->data.result;
        *owner = NULL;
        api.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)owner);
        return true;
    }
    return false;
}

void sc_curl_name_thread(const char *name) { pthread_setname_np(pthread_self(), name); }
