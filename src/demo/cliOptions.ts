import type { DialectName } from './dialect';
import type { DemoOptions } from './options';

/** Options of the command line; the seed is still the name of a file. */
export interface CliOptions extends Omit<DemoOptions, 'seed' | 'log'> {
  seedFile?: string;
  json: boolean;
}

/** Help text of the command line. */
export const USAGE = `Usage: npm run demo -- [--port P] [--clients N] [--seed FILE] [--dialect 5.10|current] [--control]
       [--json] [--data DIR] [--token T] [--password P] [--latency MS]`;

/** Parses the command line. Throws an Error whose message is meant for the user. */
export function parseArguments(words: string[]): CliOptions {
  const options: CliOptions = { json: false };
  const rest = [...words];
  for (let flag = rest.shift(); flag !== undefined; flag = rest.shift()) {
    const [name = '', inline] = flag.split(/=(.*)/s);
    if (name === '--json') options.json = true;
    else if (name === '--control') options.control = true;
    else apply(options, name, inline ?? rest.shift());
  }
  return options;
}

function apply(options: CliOptions, name: string, value: string | undefined): void {
  const known = [
    '--port',
    '--clients',
    '--seed',
    '--dialect',
    '--data',
    '--token',
    '--password',
    '--latency',
  ];
  if (!known.includes(name)) throw new Error(`Unknown option ${name}.`);
  if (value === undefined || value === '') throw new Error(`${name} needs a value.`);
  switch (name) {
    case '--port':
      options.port = whole(name, value, 0, 65_535);
      break;
    case '--clients':
      options.clients = whole(name, value, 10, 200_000);
      break;
    case '--latency':
      options.latency = whole(name, value, 0, 600_000);
      break;
    case '--seed':
      options.seedFile = value;
      break;
    case '--dialect':
      options.dialect = dialect(value);
      break;
    case '--data':
      options.dataDir = value;
      break;
    case '--token':
      options.token = value;
      break;
    default:
      options.password = value;
  }
}

function whole(name: string, value: string, lowest: number, highest: number): number {
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= lowest && number <= highest) return number;
  throw new Error(`${name} must be a whole number from ${lowest} to ${highest}, not "${value}".`);
}

function dialect(value: string): DialectName {
  if (value === '5.10' || value === 'current') return value;
  throw new Error(`--dialect must be 5.10 or current, not "${value}".`);
}
