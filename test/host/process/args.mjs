// Command lines: `--name value`, `--name=value`, `--flag`, `--no-flag`.

/**
 * @param {Record<string, 'string' | 'number' | 'boolean'>} shape
 * @returns {Record<string, any> & { rest: string[] }}
 */
export function parseArgs(shape, argv = process.argv.slice(2)) {
  const found = { rest: [] };
  const words = [...argv];
  while (words.length > 0) {
    const word = words.shift();
    if (word === '--') continue;
    if (!word.startsWith('--')) {
      found.rest.push(word);
      continue;
    }
    const [key, inline] = word.slice(2).split(/=(.*)/s);
    const negated = key.startsWith('no-') && shape[key.slice(3)] === 'boolean';
    const name = negated ? key.slice(3) : key;
    if (!(name in shape)) fail(`Unknown option --${key}. Known: ${known(shape)}.`);
    if (shape[name] === 'boolean') {
      found[name] = !negated;
      continue;
    }
    const value = inline ?? words.shift();
    if (value === undefined) fail(`--${key} needs a value.`);
    found[name] = shape[name] === 'number' ? number(key, value) : value;
  }
  return found;
}

function number(key, value) {
  if (!/^\d+$/.test(value)) fail(`--${key} needs a whole number, not "${value}".`);
  return Number(value);
}

function known(shape) {
  return Object.keys(shape)
    .map((name) => `--${name}`)
    .join(', ');
}

function fail(sentence) {
  console.error(sentence);
  process.exit(2);
}

/** Which VS Code a script was asked to use: `--vscode min|latest`. */
export function hostName(args) {
  const name = args.vscode ?? 'latest';
  if (name !== 'min' && name !== 'latest') fail(`--vscode is min or latest, not "${name}".`);
  return name;
}
