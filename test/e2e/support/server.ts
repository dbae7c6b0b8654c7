/** Plain requests, to see what is on a server without the extension having a say in it. */
export interface PlainClient {
  id: string;
  name: string;
  number: string;
  phone: string;
  updated_at: number;
  settings: Record<string, unknown>;
  contacts: Record<string, unknown>[];
  [key: string]: unknown;
}

export interface PlainApi {
  get(id: string): Promise<PlainClient>;
  list(query: string): Promise<PlainClient[]>;
  put(id: string, body: unknown): Promise<PlainClient>;
}

export function plainApi(url: string, token: string): PlainApi {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        'X-API-TOKEN': token,
        'X-Requested-With': 'XMLHttpRequest',
        Accept: 'application/json',
        'Content-Type': 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
    return ((await response.json()) as { data: unknown }).data;
  };
  return {
    get: async (id) => (await call('GET', `/clients/${id}`)) as PlainClient,
    list: async (query) => (await call('GET', `/clients?${query}`)) as PlainClient[],
    put: async (id, body) => (await call('PUT', `/clients/${id}`, body)) as PlainClient,
  };
}
