/* Two gradients are on offer, and the difference is part of the lesson.
 *
 *     exact     the derivative of the Loss of loss.h
 *                   dLoss_dh2 = -(Y - h2) / N       ridge: lambda / N * W
 *     article   what the article's published program does
 *                   dLoss_dh2 = -(Y - h2)           ridge: lambda * sum(W .^ 2),
 *                                                   one number for every entry
 *
 * With one row and lambda 0, as in the worked example, they are the same to the
 * last bit.  With more rows, or with a ridge, they differ, and only the exact one
 * passes a gradient check.
 */
#ifndef GRADIENT_H
#define GRADIENT_H

enum gradient { GRADIENT_EXACT, GRADIENT_ARTICLE };

#endif
