/* The world of examples/operator.quale by hand, one scenario at a time, in plain scalar C.

   Same draws, same order of operations, so that every score has the same bits. The brain is recurrent, its nodes are
   all tanh. The arrays are those of quale.genome.genome.Networks; results [P][S][9]: score, then the metrics. */

#include <stdbool.h>
#include <stdlib.h>

#include "numeric.h"

enum { INPUTS = 8, OUTPUTS = 3, WAYPOINTS = 5, SIGNALS = 6, ZONES = 6, TICKS = 500, RESULTS = 9 };
enum { CLEAR, ALERT, MISSED };
enum { SPAWN_WAYPOINTS = 0, WAYPOINT_AT = 2, SPAWN_SIGNALS = 3, SIGNAL_AT = 5, URGENCY = 6, NOISE = 11 };
#define SETUP 0xFFFFFFFFu

static const double zone_start[ZONES] = {0.0, 1.5, 4.0, 5.5, 9.0, 10.5};
static const double zone_end[ZONES] = {1.5, 4.0, 5.5, 9.0, 10.5, 12.0};
static const double zone_limit[ZONES] = {60.0, 120.0, 80.0, 140.0, 80.0, 50.0};

typedef struct {
    uint32_t key[2];
    int waypoints, signals;
    double waypoint[WAYPOINTS], signal[SIGNALS], urgency[SIGNALS];
    double noise[TICKS];
} Scenario;

typedef struct {
    double position, speed, fatigue, overspeed, strain;
    double stops, passed, missed, stop_count, stop_time, stop_fatigue, miss_count, miss_speed;
    bool alive, warning_active, acknowledged;
    bool served[WAYPOINTS], visiting[WAYPOINTS], entered[WAYPOINTS];
    int machine;
    double machine_ticks, light[2], first_light;
} Life;

typedef struct {
    int ordinal, slot;
    double place;
} Due;

static inline double saturate(double x, double low, double high) { return x >= low ? (x > high ? high : x) : low; }
static inline double lerp(double a, double b, double t) { return a + (b - a) * t; }

static inline double limit_at(double position) {
    for (int i = 0; i < ZONES; i++)
        if (zone_start[i] <= position && position < zone_end[i]) return zone_limit[i];
    return 140.0;
}

static void set_up(Scenario *s, uint64_t seed, uint32_t generation, uint32_t number) {
    uint32_t words[4], run[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)}, counter[4] = {generation, number, 0, 1};
    philox(run, counter, words);
    s->key[0] = words[0], s->key[1] = words[1];
    s->waypoints = (int)(3.0 + floor(uniform01(s->key, SETUP, SPAWN_WAYPOINTS, 0) * 3.0));
    for (uint32_t i = 0; i < (uint32_t)s->waypoints; i++)
        s->waypoint[i] = 1.0 + 10.5 * uniform01(s->key, SETUP, WAYPOINT_AT, 1 + i);
    s->signals = (int)(4.0 + floor(uniform01(s->key, SETUP, SPAWN_SIGNALS, 0) * 3.0));
    for (uint32_t i = 0; i < (uint32_t)s->signals; i++) {
        s->signal[i] = 0.0 + 12.0 * uniform01(s->key, SETUP, SIGNAL_AT, 1 + i);
        s->urgency[i] = saturate(0.2 + 0.7 * uniform01(s->key, SETUP, URGENCY, 1 + i), 0.0, 1.0);
    }
#ifdef NOISE_ONCE
    for (uint32_t t = 0; t < TICKS; t++) s->noise[t] = normal01(s->key, t, NOISE, 0);
#endif
}

static inline void sense(const Scenario *s, Life *a, int tick, double *in) {
    double distance = INFINITY;
    int nearest = -1;
    for (int i = 0; i < s->waypoints; i++) {
        double d = s->waypoint[i] - a->position;
        if (s->waypoint[i] >= a->position && d < distance) distance = d, nearest = i;
    }
    double ahead = limit_at(a->position + 0.4), here = limit_at(a->position);
    double reaction = a->fatigue > 0.6 ? 1.0 : 0.0, light = a->warning_active ? 1.0 : 0.0;
    if (tick == 0) a->first_light = light;
    double late = tick < 2 ? a->first_light : a->light[tick % 2];
    a->light[tick % 2] = light;
#ifdef NOISE_ONCE
    double noise = s->noise[tick];
#else
    double noise = normal01(s->key, (uint32_t)tick, NOISE, 0);
#endif
    in[0] = saturate(a->speed / 160.0 + (0.0 + 0.005 * noise), 0.0, 1.0);
    in[1] = saturate(here / 160.0, 0.0, 1.0);
    in[2] = saturate(ahead / 160.0, 0.0, 1.0);
    in[3] = saturate(nearest >= 0 && !a->served[nearest] ? 1.0 - distance / 2.0 : 0.0, 0.0, 1.0);
    in[4] = a->speed < 8.0 ? 1.0 : 0.0;
    in[5] = saturate(a->fatigue, 0.0, 1.0);
    in[6] = saturate(lerp(light, late, reaction), 0.0, 1.0);
    in[7] = 1.0;
}

static inline bool crosses(double before, double q, double after) {
    return (before < q && q <= after) || (after <= q && q < before);
}

static inline bool earlier(Due a, Due b) {
    if (a.place != b.place) return a.place < b.place;
    if (a.ordinal != b.ordinal) return a.ordinal < b.ordinal;
    return a.slot < b.slot;
}

static void meet(const Scenario *s, Life *a, double before, int tick) {
    Due due[2 * WAYPOINTS + SIGNALS];
    int count = 0;
    double after = a->position, speed = fabs(a->speed);
    bool forward = after >= before;
    for (int i = 0; i < s->waypoints; i++) {
        double q = s->waypoint[i], place = forward ? q : -q;
        bool near = fabs(after - q) <= 0.15, here = near || crosses(before, q, after);
        bool entered = a->entered[i] && (a->visiting[i] || !here);
        if (here && !entered && speed <= 8.0) {
            due[count++] = (Due){0, i, place};
            entered = true;
        }
        if ((a->visiting[i] || here) && !near && !entered) due[count++] = (Due){1, i, place};
        a->visiting[i] = near;
        a->entered[i] = entered;
    }
    for (int i = 0; i < s->signals; i++)
        if (crosses(before, s->signal[i], after)) due[count++] = (Due){2, i, forward ? s->signal[i] : -s->signal[i]};
    while (count > 0) {
        int first = 0;
        for (int i = 1; i < count; i++)
            if (earlier(due[i], due[first])) first = i;
        Due now = due[first];
        due[first] = due[--count];
        if (now.ordinal == 0) {
            a->served[now.slot] = true;
            a->stops += 1.0;
            a->stop_count += 1.0;
            a->stop_time = (double)tick * 2.0;
            a->stop_fatigue += a->fatigue;
        } else if (now.ordinal == 1) {
            a->passed += 1.0;
            a->miss_speed = a->miss_count == 0.0 || a->speed > a->miss_speed ? a->speed : a->miss_speed;
            a->miss_count += 1.0;
        } else {
            a->warning_active = true;
            a->fatigue = saturate(a->fatigue + 0.02 * s->urgency[now.slot], 0.0, 1.0);
        }
    }
}

static inline void warn(Life *a, double acknowledge) {
    int target = -1;
    if (a->machine == CLEAR) {
        if (a->warning_active) target = ALERT;
    } else if (a->machine == ALERT) {
        if (acknowledge > 0.5) a->acknowledged = true;
        target = a->acknowledged ? CLEAR : a->machine_ticks * 2.0 >= 10.0 ? MISSED : -1;
        if (target >= 0) a->warning_active = false;
    } else if (a->machine_ticks >= 1.0)
        target = CLEAR;
    if (target < 0) return;
    a->machine = target;
    a->machine_ticks = 0.0;
    if (target == ALERT) a->acknowledged = false;
    if (target == MISSED) a->missed += 1.0;
}

static void live(const Scenario *s, int64_t first, int64_t last, int64_t slots, const int32_t *step_slot,
                 const double *step_bias, const int64_t *link_start, const int32_t *link_source,
                 const double *link_weight, double *values, double *results) {
    Life a = {.fatigue = 0.05, .alive = true};
    double *old = values, *new = values + slots;
    memset(values, 0, 2 * (size_t)slots * sizeof(double));
    for (int tick = 0; tick < TICKS; tick++) {
        sense(s, &a, tick, old);
        for (int64_t e = first; e < last; e++) {
            double sum = step_bias[e];
            for (int64_t k = link_start[e]; k < link_start[e + 1]; k++) sum += link_weight[k] * old[link_source[k]];
            new[step_slot[e]] = tanh_(sum);
        }
        double *out = new + INPUTS;
        new = old, old = out - INPUTS;
        double before = a.position;
        double push = saturate(out[0], 0.0, 1.0) * 3.5, hold = saturate(out[1], 0.0, 1.0) * 6.0;
        double drag = 0.00004 * (a.speed * a.speed);
        a.speed = saturate(a.speed + ((push - hold) - drag) * 2.0, 0.0, 160.0);
        a.position += a.speed / 3600.0 * 2.0;
        double over = a.speed - limit_at(a.position);
        a.overspeed += (0.0 > over ? 0.0 : over) * 2.0;
        meet(s, &a, before, tick);
        warn(&a, out[2]);
        a.strain = saturate(lerp(a.strain, a.machine == ALERT ? 1.0 : 0.0, 0.1), 0.0, 1.0);
        a.fatigue = saturate(a.fatigue + (0.0003 + 0.004 * a.strain), 0.0, 1.0);
        if (a.speed < 8.0) a.fatigue = saturate(a.fatigue - 0.002, 0.0, 1.0);
        if (a.fatigue > 0.9) {
            a.fatigue = saturate(a.fatigue - 0.001, 0.0, 1.0);
            a.strain = saturate(a.strain * 0.9, 0.0, 1.0);
        }
        a.alive = a.alive && !(a.overspeed > 4000.0 || a.missed >= 4.0);
        if (!a.alive || a.position >= 12.0) break;
        a.machine_ticks += 1.0;
    }
    double progress = (a.position < 12.0 ? a.position : 12.0) / 12.0, excess = a.overspeed / 1000.0;
    double tired = a.stop_count > 0.0 ? a.stop_fatigue / a.stop_count : 0.0;
    double gained = (0.0 + progress * 10.0) + a.stops * 5.0;
    double lost = (((0.0 + a.passed * 2.0) + excess * 2.0) + a.missed * 3.0) + tired;
    double row[RESULTS] = {gained - lost, progress, a.stops, a.passed, excess, a.missed, tired, a.miss_speed, a.stop_time};
    memcpy(results, row, sizeof row);
}

void run(int64_t population, int64_t scenarios, uint64_t seed, uint32_t generation, int64_t slots,
         const int64_t *step_start, const int32_t *step_slot, const double *step_bias, const int64_t *link_start,
         const int32_t *link_source, const double *link_weight, double *results) {
    Scenario *s = malloc((size_t)scenarios * sizeof(Scenario));
    double *values = malloc(2 * (size_t)slots * sizeof(double));
    for (int64_t i = 0; i < scenarios; i++) set_up(s + i, seed, generation, (uint32_t)i);
    for (int64_t p = 0; p < population; p++)
        for (int64_t i = 0; i < scenarios; i++)
            live(s + i, step_start[p], step_start[p + 1], slots, step_slot, step_bias, link_start, link_source,
                 link_weight, values, results + (p * scenarios + i) * RESULTS);
    free(values);
    free(s);
}
