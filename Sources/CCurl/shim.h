/* libcurl for Swift, which cannot call C variadics: one typed inline per class of argument. */
#pragma once
#include <curl/curl.h>
#include <stddef.h>
#include <sys/prctl.h>

static inline CURLcode cc_setopt_long(CURL *h, CURLoption o, long v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode cc_setopt_off(CURL *h, CURLoption o, curl_off_t v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode cc_setopt_str(CURL *h, CURLoption o, const char *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode cc_setopt_ptr(CURL *h, CURLoption o, const void *v) { return curl_easy_setopt(h, o, v); }
static inline CURLcode cc_setopt_list(CURL *h, CURLoption o, struct curl_slist *v) { return curl_easy_setopt(h, o, v); }

typedef size_t (*cc_data_function)(char *bytes, size_t size, size_t count, void *user);
static inline CURLcode cc_setopt_data(CURL *h, CURLoption o, cc_data_function f) { return curl_easy_setopt(h, o, f); }

typedef int (*cc_prerequest_function)(void *user, char *far, char *near, int far_port, int near_port);
static inline CURLcode cc_setopt_prerequest(CURL *h, cc_prerequest_function f) {
    return curl_easy_setopt(h, CURLOPT_PREREQFUNCTION, f);
}

static inline long cc_getinfo_long(CURL *h, CURLINFO i) {
    long v = 0;
    return curl_easy_getinfo(h, i, &v) == CURLE_OK ? v : 0;
}
static inline void *cc_getinfo_private(CURL *h) {
    char *v = NULL;
    return curl_easy_getinfo(h, CURLINFO_PRIVATE, &v) == CURLE_OK ? v : NULL;
}

static inline CURLMcode cc_multi_setopt_long(CURLM *m, CURLMoption o, long v) { return curl_multi_setopt(m, o, v); }

/* CURLMsg.data is a union, so it is read here. Returns 1 while there is a finished transfer. */
static inline int cc_multi_next_done(CURLM *m, CURL **h, CURLcode *code) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(m, &left)))
        if (message->msg == CURLMSG_DONE) {
            *h = message->easy_handle;
            *code = message->data.result;
            return 1;
        }
    return 0;
}

/* CURL_GLOBAL_ALL is a macro of macros, which does not import. */
static inline CURLcode cc_global_init(void) { return curl_global_init(CURL_GLOBAL_ALL); }

/* prctl is variadic, and pthread_setname_np needs _GNU_SOURCE, which is too late in a module. */
static inline void cc_name_this_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
