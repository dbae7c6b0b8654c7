/** An answer has another shape than those of an Invoice Ninja. The message contains no values of the answer. */
export class ShapeError extends Error {}
