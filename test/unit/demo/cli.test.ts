import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from '../../../src/demo/cliOptions';

test('every flag', () => {
  const words =
    '--port 8080 --clients=50 --seed s.json --dialect 5.10 --control --json --data d --token t --password p --latency 5';
  assert.deepEqual(parseArguments(words.split(' ')), {
    port: 8080,
    clients: 50,
    seedFile: 's.json',
    dialect: '5.10',
    control: true,
    json: true,
    dataDir: 'd',
    token: 't',
    password: 'p',
    latency: 5,
  });
  assert.deepEqual(parseArguments([]), { json: false });
});

test('bad flags are named in a sentence', () => {
  const cases: [string, RegExp][] = [
    ['--bogus', /Unknown option --bogus\./],
    ['--port', /--port needs a value\./],
    ['--port 99999', /--port must be a whole number from 0 to 65535, not "99999"\./],
    ['--clients 5', /--clients must be a whole number from 10 to 200000/],
    ['--clients 1e3', /--clients must be/],
    ['--dialect 4', /--dialect must be 5\.10 or current/],
  ];
  for (const [line, message] of cases) assert.throws(() => parseArguments(line.split(' ')), message);
});
