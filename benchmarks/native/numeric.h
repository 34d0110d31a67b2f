/* The project's elementary functions in scalar C: quale/numeric, operation by operation, so that bits can be compared.

   Compile with -ffp-contract=off: a fused product and sum would round once instead of twice. */

#ifndef NUMERIC_H
#define NUMERIC_H

#include <math.h>
#include <stdint.h>
#include <string.h>

#define MAGIC 6755399441055744.0
#define MAGIC_BITS 0x4338000000000000LL
#define LN2_HIGH 0.6931471805582987
#define LN2_LOW 1.6465949582897082e-12
#define PER_LN2 1.4426950408889634

static inline int64_t bits(double x) {
    int64_t i;
    memcpy(&i, &x, 8);
    return i;
}

static inline double from_bits(int64_t i) {
    double x;
    memcpy(&x, &i, 8);
    return x;
}

static inline double tanh_(double x) {
    double size = fabs(x);
    size = size > 20.0 ? 20.0 : size;
    double shifted = size * (2.0 * PER_LN2) + MAGIC;
    double k = shifted - MAGIC;
    double r = (size - k * (0.5 * LN2_HIGH)) - k * (0.5 * LN2_LOW);
    double z = r * r;
    double p = r + (r * z) * (0.11110146151405655 + 0.0010575580972413837 * z);
    double q = 1.0 + z * (0.44443479484738924 + 0.015869156380397282 * z);
    double scale = from_bits((bits(shifted) - MAGIC_BITS + 1023) << 52);
    double less = scale - 1.0, more = scale + 1.0;
    double result = (less * q + more * p) / (more * q + less * p);
    result = result > 1.0 ? 1.0 : result;
    return from_bits(bits(result) | (bits(x) & INT64_MIN));
}

/* x > 0 and normal: all that a normal deviate asks for */
static inline double log_(double x) {
    int64_t b = bits(x), k = ((b + 0x00095F6400000000LL) >> 52) - 1023;
    double f = from_bits(b - (k << 52)) - 1.0, n = (double)k;
    double s = f / (2.0 + f), z = s * s, square = (0.5 * f) * f, w = z * z;
    double a = 0.666666666666667 + 0.3999999999989889 * z, c = 0.28571428626253836 + 0.22222211089379496 * z;
    double d = 0.1818289243253687 + 0.15331611722055008 * z;
    double poly = (a + c * w) + (d + 0.14617807153417325 * w) * (w * w);
    double rest = s * (square + z * poly) + n * LN2_LOW;
    return n * LN2_HIGH - ((square - rest) - f);
}

/* |x| < 2^30 */
static inline double cos_(double x) {
    double size = fabs(x), shifted = size * 0.6366197723675814 + MAGIC, n = shifted - MAGIC;
    double r = (((size - n * 1.570796251296997) - n * 7.549789415861596e-08) - n * 5.390302529957765e-15)
               - n * 3.2820035428735005e-22;
    double z = r * r, w = z * z;
    double s0 = -0.16666666666666666 + 0.008333333333330925 * z, s1 = -0.00019841269836722418 + 2.755731608381636e-06 * z;
    double s2 = -2.5051127944014188e-08 + 1.5917848524808262e-10 * z;
    double c0 = 0.041666666666666664 + -0.0013888888888887382 * z, c1 = 2.480158729874307e-05 + -2.7557317260008837e-07 * z;
    double c2 = 2.0876143827993133e-09 + -1.1382456778061306e-11 * z;
    double sine = r + (r * z) * ((s0 + s1 * w) + s2 * (w * w));
    double cosine = (1.0 - 0.5 * z) + (z * z) * ((c0 + c1 * w) + c2 * (w * w));
    int64_t turns = bits(shifted);
    double result = (turns & 1) == 0 ? cosine : sine;
    return from_bits(bits(result) ^ (int64_t)((uint64_t)((turns + 1) & 2) << 62));
}

/* Philox 4x32-10, Salmon et al. 2011 */
static inline void philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4]) {
    uint32_t k0 = key[0], k1 = key[1], c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    for (int round = 0; round < 10; round++) {
        uint64_t p0 = (uint64_t)c0 * 0xD2511F53u, p1 = (uint64_t)c2 * 0xCD9E8D57u;
        c0 = (uint32_t)(p1 >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)p1;
        c2 = (uint32_t)(p0 >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)p0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    out[0] = c0, out[1] = c1, out[2] = c2, out[3] = c3;
}

static inline double unit(uint32_t first, uint32_t second) {
    return ((double)(first >> 5) * 67108864.0 + (double)(second >> 6)) * 0x1p-53;
}

static inline double uniform01(const uint32_t key[2], uint32_t tick, uint32_t site, uint32_t slot) {
    uint32_t counter[4] = {tick, site, slot, 0}, words[4];
    philox(key, counter, words);
    return unit(words[0], words[1]);
}

static inline double normal01(const uint32_t key[2], uint32_t tick, uint32_t site, uint32_t slot) {
    uint32_t counter[4] = {tick, site, slot, 0}, words[4];
    philox(key, counter, words);
    double radius = sqrt(log_(1.0 - unit(words[0], words[1])) * -2.0);
    return radius * cos_(unit(words[2], words[3]) * 6.283185307179586);
}

#endif
