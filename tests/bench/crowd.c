/* A crowd of people in one channel of an IRC server: comes in, talks, counts what arrives, prints JSON.
 *
 *     crowd PORT PEOPLE [NAME=NUMBER...] [caps=A,B,...]
 *
 * One thread and one epoll. Everything said carries who said it, its number and when it was due, so each
 * listener can tell loss, order and delay. After every phase a line of JSON is printed; the harness, which
 * knows the server's process, takes the server's figures at those moments. Loopback only.
 *
 *     talkers   how many of the people talk (10)          window  lines of one talker under way at once (64)
 *     seconds   for how long they talk (2)                rate    lines a second of all talkers; 0: as it goes
 *     size      bytes of text in a line (80)              at_once connections being made at once (200)
 *     deaf      of the people, who never read (0)         idle    connections beside, outside the channel (0)
 *     flood     1: somebody beside them floods (0)        tls     1: everybody comes by TLS (0)
 *     only      1: only come in (0)
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>
#ifdef WITH_TLS
#include <openssl/ssl.h>
static SSL_CTX *tls_context;
#endif

#define STAMP 29 /* 'm', talker, number, time: 1 + 4 + 8 + 16 hexadecimal digits */
#define SLOT 10000 /* nanoseconds that one counter of the histogram stands for */
#define SLOTS 600000
#define QUIET 5e9 /* nanoseconds without an arrival after which the rest is lost */

enum stage { COMING, NAMED, INSIDE, READY, GONE };

struct person {
    int fd;
    enum stage stage;
    int waits_to_write;
    size_t kept, unsent, room;
    char *line, *out; /* the beginning of a line, and what the socket has not taken */
#ifdef WITH_TLS
    SSL *tls;
#endif
};

static struct { const char *name; double value; } options[] = {
    { "talkers", 10 }, { "window", 64 }, { "seconds", 2 }, { "rate", 0 }, { "size", 80 }, { "at_once", 200 },
    { "deaf", 0 }, { "idle", 0 }, { "flood", 0 }, { "tls", 0 }, { "only", 0 },
};
static int people, talkers, window, size, deaf, all, listeners, listener, echo;
static const char *caps = "";
static struct sockaddr_in address;
static struct person *crowd;
static int queue, alarm_clock;
static long reached[5]; /* how many have ever come to each stage */
static uint32_t *said, *heard, *expected; /* by talker; by talker; by listener and talker */
static long arrived, misplaced;
static uint64_t last_arrival, read_at, delays, histogram[SLOTS], longest;
static char trouble[120];

static double option(const char *name)
{
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (!strcmp(options[i].name, name))
            return options[i].value;
    abort();
}

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000ull + t.tv_nsec;
}

static void fail(const char *why)
{
    fprintf(stderr, "crowd: %s: %s\n", why, strerror(errno));
    exit(2);
}

static void note(const char *why, size_t length)
{
    if (trouble[0])
        return;
    for (size_t i = 0; i < length && i < sizeof trouble - 1; i++)
        trouble[i] = why[i] < ' ' || why[i] > '~' || why[i] == '"' || why[i] == '\\' ? '.' : why[i];
}

static void lose(struct person *p, const char *why)
{
    if (p->stage == GONE)
        return;
    note(why, strlen(why));
    p->stage = GONE;
    reached[GONE]++;
    close(p->fd);
}

/* ---- bytes, plain or by TLS: as recv and send; -1 with EAGAIN when they would have to wait */

static ssize_t take(struct person *p, char *into, size_t most)
{
#ifdef WITH_TLS
    if (p->tls) {
        int got = SSL_read(p->tls, into, most);
        if (got > 0)
            return got;
        int why = SSL_get_error(p->tls, got);
        errno = why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? EAGAIN : ECONNRESET;
        return why == SSL_ERROR_ZERO_RETURN ? 0 : -1;
    }
#endif
    return recv(p->fd, into, most, 0);
}

static ssize_t give(struct person *p, const char *from, size_t length)
{
#ifdef WITH_TLS
    if (p->tls) {
        int gave = SSL_write(p->tls, from, length);
        if (gave > 0)
            return gave;
        int why = SSL_get_error(p->tls, gave);
        errno = why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? EAGAIN : ECONNRESET;
        return -1;
    }
#endif
    return send(p->fd, from, length, MSG_NOSIGNAL);
}

static void flush(struct person *p)
{
    if (p->stage == GONE || !p->unsent)
        return;
    ssize_t went = give(p, p->out, p->unsent);
    if (went < 0) {
        if (errno != EAGAIN && errno != ENOTCONN)
            return lose(p, strerror(errno));
        went = 0;
    }
    p->unsent -= went;
    memmove(p->out, p->out + went, p->unsent);
    if (p->waits_to_write != (p->unsent > 0)) {
        p->waits_to_write = p->unsent > 0;
        struct epoll_event e = { .events = EPOLLIN | (p->waits_to_write ? EPOLLOUT : 0), .data.ptr = p };
        epoll_ctl(queue, EPOLL_CTL_MOD, p->fd, &e);
    }
}

static char *append(struct person *p, size_t length)
{
    if (p->unsent + length > p->room)
        p->out = realloc(p->out, p->room = 2 * (p->unsent + length));
    if (!p->out)
        fail("memory");
    p->unsent += length;
    return p->out + p->unsent - length;
}

static void say(struct person *p, const char *text)
{
    memcpy(append(p, strlen(text)), text, strlen(text));
    flush(p);
}

/* ---- what the server says */

static uint64_t number(const char *digits, int count)
{
    uint64_t n = 0;
    for (int i = 0; i < count; i++)
        n = n << 4 | (digits[i] <= '9' ? digits[i] - '0' : digits[i] - 'a' + 10);
    return n;
}

static void reach(struct person *p, enum stage from, enum stage to)
{
    if (p->stage == from) {
        p->stage = to;
        reached[to]++;
    }
}

static void hear(struct person *p, const char *text, const char *end)
{
    if (*text == 'z' || p - crowd >= people)
        return; /* the flooder's, or what the flooder hears */
    uint32_t talker = number(text + 1, 4), count = number(text + 5, 8);
    if (end - text != size || *text != 'm' || talker >= (uint32_t)talkers) {
        misplaced++;
        return;
    }
    uint32_t *next = &expected[(size_t)(p - crowd) * talkers + talker];
    misplaced += count != *next;
    *next = count + 1;
    arrived++;
    last_arrival = read_at;
    uint64_t delay = read_at - number(text + 13, 16);
    histogram[delay / SLOT < SLOTS ? delay / SLOT : SLOTS - 1]++;
    delays++;
    if (delay > longest)
        longest = delay;
    /* The window of a talker moves with what the last of the listeners has heard; for that one with the one before. */
    if (p - crowd == (talker == (uint32_t)listener ? listener - 1 : listener))
        heard[talker] = count + 1;
}

static void understand(struct person *p, const char *line, const char *end)
{
    const char *word = line;
    for (int i = 0; i < 2; i++) /* past the tags and the source */
        if (*word == "@:"[i]) {
            word = memchr(word, ' ', end - word);
            if (!word++)
                return;
        }
    if (!memcmp(word, "PRIVMSG ", 8)) {
        const char *text = memchr(word, ':', end - word);
        if (text)
            hear(p, text + 1, end);
    } else if (!memcmp(word, "001 ", 4))
        reach(p, COMING, NAMED);
    else if (!memcmp(word, "366 ", 4))
        reach(p, NAMED, INSIDE);
    else if (!memcmp(word, "PONG ", 5))
        reach(p, INSIDE, READY);
    else if (!memcmp(word, "PING ", 5)) {
        char answer[512];
        snprintf(answer, sizeof answer, "PONG %.*s\r\n", (int)(end - word - 5), word + 5);
        say(p, answer);
    } else if (!memcmp(word, "CAP ", 4) && memmem(word, end - word, " ACK ", 5))
        say(p, "CAP END\r\n");
    else if (!memcmp(word, "CAP ", 4) || !memcmp(word, "433 ", 4) || !memcmp(word, "ERROR ", 6))
        note(line, end - line);
}

static void listen_to(struct person *p)
{
    static char buffer[16384 + 262144 + 16];
    memcpy(buffer, p->line, p->kept);
    ssize_t got = take(p, buffer + p->kept, 262144);
    if (got <= 0) {
        if (got == 0 || errno != EAGAIN)
            lose(p, got ? strerror(errno) : "the server hung up");
        return;
    }
    read_at = now();
    char *from = buffer, *end = buffer + p->kept + got, *stop;
    while ((stop = memchr(from, '\n', end - from))) {
        understand(p, from, stop > from && stop[-1] == '\r' ? stop - 1 : stop);
        if (p->stage == GONE)
            return;
        from = stop + 1;
    }
    p->kept = end - from;
    if (p->kept > 16384)
        return lose(p, "a line without an end");
    memcpy(p->line, from, p->kept);
#ifdef WITH_TLS
    if (p->tls && SSL_pending(p->tls))
        listen_to(p); /* the socket will not tell that there is more */
#endif
}

static void turn(int milliseconds)
{
    struct epoll_event events[256];
    int count = epoll_wait(queue, events, 256, milliseconds);
    for (int i = 0; i < count; i++) {
        struct person *p = events[i].data.ptr;
        uint64_t times;
        if (!p && read(alarm_clock, &times, sizeof times) >= 0)
            continue; /* somebody has to speak */
        if (events[i].events & EPOLLOUT)
            flush(p);
        if (p->stage != GONE && events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP))
            listen_to(p);
    }
}

/* ---- the phases */

static void come(struct person *p)
{
    int is_deaf = p - crowd >= people - deaf && p - crowd < people, small = 4096, on = 1;
    p->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (p->fd < 0)
        fail("socket");
    setsockopt(p->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (is_deaf)
        setsockopt(p->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
    fcntl(p->fd, F_SETFL, O_NONBLOCK);
    if (connect(p->fd, (void *)&address, sizeof address) && errno != EINPROGRESS)
        fail("connect");
    p->line = malloc(16384 + 16);
    p->waits_to_write = 1;
    struct epoll_event e = { .events = EPOLLIN | EPOLLOUT, .data.ptr = p };
    epoll_ctl(queue, EPOLL_CTL_ADD, p->fd, &e);
#ifdef WITH_TLS
    if (option("tls")) {
        p->tls = SSL_new(tls_context);
        SSL_set_fd(p->tls, p->fd);
        SSL_set_connect_state(p->tls);
    }
#endif
    char hello[300];
    snprintf(hello, sizeof hello, "%s%s%sNICK p%x%04x\r\nUSER crowd 0 * :crowd\r\n", *caps ? "CAP REQ :" : "", caps,
             *caps ? "\r\n" : "", getpid() & 0xfff, (int)(p - crowd));
    memcpy(append(p, strlen(hello)), hello, strlen(hello)); /* sent as soon as the socket is open */
    reached[COMING]++;
}

static int until(enum stage stage, long count, uint64_t patience)
{
    uint64_t end = now() + patience;
    while (reached[stage] < count && !reached[GONE] && now() < end)
        turn(100);
    return reached[stage] >= count;
}

static int gather(int at_once)
{
    for (int i = 0; i < all; i++) {
        come(&crowd[i]);
        if (!until(NAMED, reached[COMING] - at_once + 1, 60e9))
            return 0;
    }
    return until(NAMED, all, 60e9);
}

static int enter(int at_once, int count)
{
    struct person *flooder = option("flood") ? &crowd[all - 1] : NULL;
    for (int i = 0; i < count; i++) {
        say(&crowd[i], "JOIN #crowd\r\n");
        if (!until(INSIDE, i + 2 - at_once, 60e9))
            return 0;
    }
    if (flooder)
        say(flooder, "JOIN #crowd\r\n");
    count += flooder != NULL;
    if (!until(INSIDE, count, 60e9))
        return 0;
    for (int i = 0; i < all; i++) /* whose PING is answered has heard of everybody's coming */
        if (crowd[i].stage == INSIDE)
            say(&crowd[i], "PING :all\r\n");
    return until(READY, count, 60e9);
}

static void speak(int talker, uint64_t due)
{
    char stamp[STAMP + 1], *to = append(&crowd[talker], 16 + size + 2);
    snprintf(stamp, sizeof stamp, "m%04x%08x%016llx", talker, said[talker]++, (unsigned long long)due);
    memcpy(to, "PRIVMSG #crowd :", 16);
    memcpy(to + 16, stamp, STAMP);
    memset(to + 16 + STAMP, 'x', size - STAMP);
    memcpy(to + 16 + size, "\r\n", 2);
}

static long total_expected(void)
{
    long lines = 0;
    for (int i = 0; i < talkers; i++)
        lines += said[i];
    return lines * (listeners - 1 + echo);
}

static void flood(struct person *p)
{
    for (int i = 0; i < 200 && p->stage != GONE && p->unsent < 65536; i++)
        memcpy(append(p, 120), "PRIVMSG #crowd :zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"
                               "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz\r\n", 120);
    flush(p);
}

/* Be woken when something is due; epoll's own patience is in milliseconds. */
static void wake_at(uint64_t due)
{
    struct itimerspec when = { .it_value = { due / 1000000000, due % 1000000000 } };
    timerfd_settime(alarm_clock, TFD_TIMER_ABSTIME, &when, NULL);
}

static void talk(uint64_t begun)
{
    double rate = option("rate");
    uint64_t end = begun + option("seconds") * 1e9, spoken = 0, at;
    while ((at = now()) < end || arrived < total_expected()) {
        if (at > end && at > (last_arrival > begun ? last_arrival : begun) + QUIET)
            return;
        if (at < end && rate > 0) /* what is late is late: its delay counts from when it was due */
            for (uint64_t due;; spoken++) {
                if ((due = begun + spoken * 1e9 / rate) > at) {
                    wake_at(due);
                    break;
                }
                speak(spoken % talkers, due);
                flush(&crowd[spoken % talkers]);
            }
        for (int i = 0; at < end && rate <= 0 && i < talkers; i++)
            if (crowd[i].stage == READY && said[i] - heard[i] < (uint32_t)window) {
                while (said[i] - heard[i] < (uint32_t)window)
                    speak(i, at);
                flush(&crowd[i]);
            }
        if (option("flood") && at < end)
            flood(&crowd[all - 1]);
        turn(option("flood") && at < end ? 1 : 100);
    }
}

static int dropped(void)
{
    static char scrap[65536];
    int count = 0;
    for (int i = people - deaf; i < people; i++)
        for (int quiet = 0; quiet < 20;) {
            ssize_t got = recv(crowd[i].fd, scrap, sizeof scrap, 0);
            if (got == 0 || (got < 0 && errno != EAGAIN)) {
                count++;
                break;
            }
            if (got < 0) {
                usleep(10000);
                quiet++;
            } else
                quiet = 0;
        }
    return count;
}

/* ---- what is printed */

static double milliseconds(double share)
{
    uint64_t rank = share * delays, sum = 0;
    for (int i = 0; i < SLOTS; i++)
        if ((sum += histogram[i]) > rank)
            return (i + 0.5) * SLOT / 1e6;
    return longest / 1e6;
}

static double processor(void)
{
    struct rusage r;
    getrusage(RUSAGE_SELF, &r);
    return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

static void report(const char *phase, int ok, double seconds)
{
    printf("{\"phase\": \"%s\", \"ok\": %s, \"seconds\": %.4f, \"trouble\": \"%s\"}\n", phase, ok ? "true" : "false",
           seconds, trouble);
    fflush(stdout);
    getchar(); /* the harness takes the server's figures, and says go on */
    if (!ok)
        exit(1);
}

static void parse(int argc, char **argv)
{
    if (argc < 3)
        exit(2);
    address.sin_family = AF_INET;
    address.sin_port = htons(atoi(argv[1]));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    people = atoi(argv[2]);
    for (int i = 3; i < argc; i++) {
        char *equals = strchr(argv[i], '=');
        int known = 0;
        if (!equals)
            exit(2);
        *equals = 0;
        if (!strcmp(argv[i], "caps")) {
            caps = equals + 1;
            for (char *c = equals; *++c;)
                *c = *c == ',' ? ' ' : *c;
            continue;
        }
        for (size_t k = 0; k < sizeof options / sizeof *options; k++)
            if (!strcmp(options[k].name, argv[i])) {
                options[k].value = atof(equals + 1);
                known = 1;
            }
        if (!known) {
            fprintf(stderr, "crowd: no option is called %s\n", argv[i]);
            exit(2);
        }
    }
    talkers = option("talkers");
    window = option("window");
    size = option("size");
    deaf = option("deaf");
    echo = strstr(caps, "echo-message") != NULL;
    listeners = people - deaf;
    listener = listeners - 1;
    all = people + option("idle") + option("flood");
    if (listeners < 2 || talkers < 1 || talkers > listeners || size < STAMP || size > 400 || all > 0xffff) {
        fprintf(stderr, "crowd: that is no crowd\n");
        exit(2);
    }
}

int main(int argc, char **argv)
{
    parse(argc, argv);
#ifdef WITH_TLS
    tls_context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_mode(tls_context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
#else
    if (option("tls"))
        exit(3);
#endif
    queue = epoll_create1(EPOLL_CLOEXEC);
    alarm_clock = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    struct epoll_event ring = { .events = EPOLLIN, .data.ptr = NULL };
    epoll_ctl(queue, EPOLL_CTL_ADD, alarm_clock, &ring);
    crowd = calloc(all, sizeof *crowd);
    said = calloc(talkers, sizeof *said);
    heard = calloc(talkers, sizeof *heard);
    expected = calloc((size_t)people * talkers, sizeof *expected);
    int at_once = option("at_once");
    uint64_t begun = now();
    int ok = gather(at_once);
    report("in", ok, (now() - begun) / 1e9);
    if (option("only"))
        return 0;
    begun = now();
    ok = enter(at_once, people);
    report("ready", ok, (now() - begun) / 1e9);
    for (int i = people - deaf; i < people; i++)
        epoll_ctl(queue, EPOLL_CTL_DEL, crowd[i].fd, NULL);
    double cpu = processor();
    begun = now();
    talk(begun);
    double wall = (now() - begun) / 1e9, span = last_arrival > begun ? (last_arrival - begun) / 1e9 : wall;
    cpu = processor() - cpu;
    long wanted = total_expected();
    printf("{\"phase\": \"talked\", \"ok\": %s, \"seconds\": %.4f, \"deliveries\": %ld, \"lost\": %ld, "
           "\"misplaced\": %ld, \"per_second\": %.0f, \"p50\": %.3f, \"p99\": %.3f, \"longest\": %.3f, "
           "\"busy\": %.3f, \"trouble\": \"%s\"}\n",
           arrived == wanted && !misplaced && (!reached[GONE] || option("flood")) ? "true" : "false", span, arrived,
           wanted - arrived, misplaced, arrived / span, milliseconds(.5), milliseconds(.99), longest / 1e6, cpu / wall,
           trouble);
    fflush(stdout);
    getchar();
    printf("{\"phase\": \"end\", \"ok\": true, \"dropped\": %d}\n", dropped());
    return 0;
}
