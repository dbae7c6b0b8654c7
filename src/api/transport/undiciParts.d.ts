// Only the parts of undici that are needed. Its index would load caches, cookies and `fetch` as well, and reading
// `globalThis.Headers` there makes Node set the process-wide dispatcher (test/unit/api/transport/globals.test.ts).
declare module 'undici/lib/dispatcher/pool.js' {
  import { Pool } from 'undici';
  export default Pool;
}

declare module 'undici/lib/dispatcher/proxy-agent.js' {
  import { ProxyAgent } from 'undici';
  export default ProxyAgent;
}

declare module 'undici/lib/api/api-connect.js' {
  import type { Dispatcher } from 'undici';
  const connect: Dispatcher['connect'];
  export default connect;
}
