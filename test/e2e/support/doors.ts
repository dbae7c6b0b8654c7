import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** Several loopback addresses of one server: each makes an account of its own. */
export class Doors {
  private constructor(private readonly servers: readonly http.Server[]) {}

  /** `seen` is called for each request. */
  static async open(count: number, url: string, seen: () => void = () => undefined): Promise<Doors> {
    const servers = Array.from({ length: count }, () =>
      http.createServer((request, response) => {
        seen();
        const onward = http.request(
          new URL(request.url ?? '/', url),
          { method: request.method, headers: request.headers },
          (answer) => {
            response.writeHead(answer.statusCode ?? 502, answer.headers);
            answer.pipe(response);
          },
        );
        onward.on('error', () => response.destroy());
        request.pipe(onward);
      }),
    );
    await Promise.all(
      servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))),
    );
    return new Doors(servers);
  }

  get urls(): string[] {
    return this.servers.map((server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  close(): void {
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
  }
}
