// Two forms of the tests that repeat something many times: `npm test` runs the short ones, `npm run test:long` the long ones.

/** Whether this run wants the long forms. */
export const isLong = process.env.NINJA_TEST_LONG === '1';

/** How many times: `short` in `npm test`, `long` in `npm run test:long`. */
export const times = (short: number, long: number): number => (isLong ? long : short);
