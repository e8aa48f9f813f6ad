// The part of libcurl that CurlHTTP uses, loaded when it is first asked for.
//
// Linking libcurl would load it and some twenty libraries behind it into every run of the program, also where
// no request is ever sent. Types and constants come from curl's own header; the functions are these.
// Variadic functions, which Swift cannot call, are split by the type of their argument.

#pragma once

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>
#include <stdbool.h>

typedef size_t (*sc_curl_bytes_callback)(char *bytes, size_t size, size_t count, void *context);

/// Loads libcurl on the first call, from whatever thread. No other function may be called before this returned true.
bool sc_curl_available(void);
/// Why libcurl could not be loaded and what to install; meaningful once `sc_curl_available` returned false.
const char *sc_curl_load_error(void);

CURL *sc_curl_easy_init(void);
void sc_curl_easy_cleanup(CURL *easy);
const char *sc_curl_easy_strerror(CURLcode code);
CURLcode sc_curl_easy_set_long(CURL *easy, CURLoption option, long value);
CURLcode sc_curl_easy_set_off(CURL *easy, CURLoption option, curl_off_t value);
CURLcode sc_curl_easy_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode sc_curl_easy_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode sc_curl_easy_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode sc_curl_easy_set_write_callback(CURL *easy, CURLoption option, sc_curl_bytes_callback value);
CURLcode sc_curl_easy_set_read_callback(CURL *easy, CURLoption option, sc_curl_bytes_callback value);
CURLcode sc_curl_easy_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode sc_curl_easy_get_socket(CURL *easy, CURLINFO info, curl_socket_t *value);
/// Stops or goes on with each direction; curl may call back before this returns.
CURLcode sc_curl_easy_pause(CURL *easy, bool pauses_receiving, bool pauses_sending);
CURLcode sc_curl_easy_send(CURL *easy, const void *bytes, size_t count, size_t *sent);
CURLcode sc_curl_easy_recv(CURL *easy, void *bytes, size_t count, size_t *received);

struct curl_slist *sc_curl_slist_append(struct curl_slist *list, const char *text);
void sc_curl_slist_free_all(struct curl_slist *list);

CURLM *sc_curl_multi_init(void);
CURLMcode sc_curl_multi_cleanup(CURLM *multi);
CURLMcode sc_curl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLMcode sc_curl_multi_add_handle(CURLM *multi, CURL *easy);
CURLMcode sc_curl_multi_remove_handle(CURLM *multi, CURL *easy);
CURLMcode sc_curl_multi_perform(CURLM *multi, int *running);
CURLMcode sc_curl_multi_poll(CURLM *multi, struct curl_waitfd *extra, unsigned int count, int milliseconds);
/// The only multi function that may be called from any thread.
CURLMcode sc_curl_multi_wakeup(CURLM *multi);
/// Takes the next finished transfer off curl's list: its `CURLOPT_PRIVATE` and how it ended; false when there is none.
bool sc_curl_multi_next_finished(CURLM *multi, void **owner, CURLcode *result);

/// Names the calling thread, as `ps -L` shows it; at most 15 bytes.
void sc_curl_name_thread(const char *name);
