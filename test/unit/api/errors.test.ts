import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiError, isApiError } from '../../../src/api/errors';

test('an ApiError is recognized by its meaning, other values are not', () => {
  const error = new ApiError('wrongToken', 'The API token is not valid.');
  assert.equal(isApiError(error), true);
  assert.equal(isApiError(error, 'wrongToken'), true);
  assert.equal(isApiError(error, 'notFound'), false);
  assert.equal(isApiError(new Error('x')), false);
  assert.equal(isApiError(null), false);
});
