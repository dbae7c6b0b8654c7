import { readFileSync } from 'node:fs';
import { parseArguments, USAGE, type CliOptions } from './cliOptions';
import { startDemo } from './entry';

function readSeed(file: string): object {
  try {
    const seed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof seed === 'object' && seed !== null) return seed;
  } catch (error) {
    throw new Error(
      `The seed ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  throw new Error(`The seed ${file} holds no object.`);
}

async function main(): Promise<void> {
  let options: CliOptions;
  let seed: object | undefined;
  try {
    options = parseArguments(process.argv.slice(2));
    if (options.seedFile !== undefined) seed = readSeed(options.seedFile);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const { seedFile, json, ...rest } = options;
  const server = await startDemo({ ...rest, ...(seed ? { seed } : {}), log: (text) => console.error(text) });
  const { url, token, password, viewerToken } = server;
  if (json) {
    console.log(JSON.stringify({ url, token, password, viewerToken }));
  } else {
    console.log(`Demo server: ${url}\nAPI token:   ${token}\nPassword:    ${password}`);
    console.log(seedFile === undefined ? 'Ctrl+C stops it.' : `State of ${seedFile}. Ctrl+C stops it.`);
  }
  const stop = (): void => {
    const exit = () => process.exit(0);
    server.close().then(exit, exit);
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  console.error(taken ? 'The port is already in use.' : String(error));
  process.exit(1);
});
