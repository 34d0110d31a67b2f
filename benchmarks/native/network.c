/* Feed-forward networks of tanh nodes in LANES lanes, as one would write them by hand for this processor.

   The world around them is that of benchmarks/kernel.py: each tick, input i is output (i mod O) of the tick before
   times (0.9 - 0.1 i). The arrays are those of quale.genome.genome.Networks. */

#include <stdlib.h>

#include "numeric.h"

#ifndef LANES
#define LANES 8
#endif

typedef double number __attribute__((vector_size(8 * LANES)));
typedef int64_t whole __attribute__((vector_size(8 * LANES)));

static inline number choose(whole mask, number then, number otherwise) {
    return (number)((mask & (whole)then) | (~mask & (whole)otherwise));
}

static inline number tanh_lanes(number x) {
    number size = (number)((whole)x & INT64_MAX), twenty = {0};
    twenty += 20.0;
    size = choose(size > 20.0, twenty, size);
    number shifted = size * (2.0 * PER_LN2) + MAGIC, k = shifted - MAGIC;
    number r = (size - k * (0.5 * LN2_HIGH)) - k * (0.5 * LN2_LOW), z = r * r;
    number p = r + (r * z) * (0.11110146151405655 + 0.0010575580972413837 * z);
    number q = 1.0 + z * (0.44443479484738924 + 0.015869156380397282 * z);
    number scale = (number)(((whole)shifted - MAGIC_BITS + 1023) << 52);
    number less = scale - 1.0, more = scale + 1.0;
    number result = (less * q + more * p) / (more * q + less * p), one = twenty / 20.0;
    result = choose(result > 1.0, one, result);
    return (number)((whole)result | ((whole)x & INT64_MIN));
}

/* outputs [P][O][LANES]: those of the last tick */
void run(int64_t population, int64_t inputs, int64_t outputs, int64_t ticks, int64_t slots, const int64_t *step_start,
         const int32_t *step_slot, const double *step_bias, const int64_t *link_start, const int32_t *link_source,
         const double *link_weight, double *results) {
    number *values = aligned_alloc(64, (size_t)slots * sizeof(number) + 64);
    for (int64_t p = 0; p < population; p++) {
        memset(values, 0, (size_t)slots * sizeof(number));
        const int64_t first = step_start[p], last = step_start[p + 1];
        for (int64_t t = 0; t < ticks; t++) {
            for (int64_t i = 0; i < inputs; i++)
                values[i] = values[inputs + i % outputs] * (0.9 - 0.1 * (double)i);
            for (int64_t e = first; e < last; e++) {
                number sum = {0};
                sum += step_bias[e];
                for (int64_t k = link_start[e]; k < link_start[e + 1]; k++)
                    sum += link_weight[k] * values[link_source[k]];
                values[step_slot[e]] = tanh_lanes(sum);
            }
        }
        memcpy(results + p * outputs * LANES, values + inputs, (size_t)outputs * sizeof(number));
    }
    free(values);
}
