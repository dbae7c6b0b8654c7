/** Median milliseconds from an edit to the clean tab, in a real VS Code against a server that runs already. */
export function measureSaves(server: { url: string; token: string }, runs: number): Promise<number>;
