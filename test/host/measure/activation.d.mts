export const ours: string;
export const empty: string;
export function measureActivation(starts: number, name?: 'latest' | 'min'): Promise<Record<string, number>[]>;
