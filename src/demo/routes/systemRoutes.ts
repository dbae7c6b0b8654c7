import type { Backend } from '../backend';
import { envelope, pageAnswer } from '../answers/envelope';
import { companyFields } from '../answers/company';
import { encodeId } from '../store/hashIds';
import { Problem } from '../http/problem';
import type { UserRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import { json, type Answer } from '../http/respond';
import type { Route } from '../http/router';
import { statics } from '../lookups/statics';
import { transformToken } from '../answers/transformRecords';

function ping(backend: Backend, request: ApiRequest): Answer {
  const { user } = request;
  return json({
    company_name: backend.store.company.name,
    user_name: `${user.first_name} ${user.last_name}`.trim(),
  });
}

/** State of a self-hosted server (docs/invoice-ninja-api.md §3.3). */
function health(backend: Backend): Answer {
  return json({
    system_health: true,
    extensions: [
      { mysqli: true },
      { gd: true },
      { curl: true },
      { zip: true },
      { gmp: true },
      { openssl: true },
    ],
    php_version: {
      minimum_php_version: '8.1.0',
      current_php_version: '8.2.0',
      current_php_cli_version: '8.2.0',
      is_okay: true,
    },
    env_writable: true,
    simple_db_check: true,
    cache_enabled: false,
    phantom_enabled: true,
    exec: 'enabled',
    open_basedir: '',
    mail_mailer: 'log',
    flutter_renderer: 'canvaskit',
    jobs_pending: 0,
    pdf_engine: 'SnapPDF PDF Generator',
    queue: 'sync',
    queue_data: { failed: 0, pending: 0, last_error: '' },
    trailing_slash: false,
    file_permissions: 'Ok',
    is_docker: false,
    pending_migrations: false,
    api_version: backend.dialect.version,
    last_error: '',
  });
}

function company(backend: Backend, request: ApiRequest): Answer {
  return envelope(backend, request, companyFields(backend.store, request.origin));
}

function userFields(user: UserRow): Record<string, unknown> {
  return {
    id: encodeId(user.id),
    first_name: user.first_name,
    last_name: user.last_name,
    email: user.email,
    phone: '',
    is_deleted: false,
    archived_at: 0,
    created_at: 0,
    updated_at: 0,
    last_login: 0,
    custom_value1: '',
    custom_value2: '',
    custom_value3: '',
    custom_value4: '',
    signature: '',
    oauth_provider_id: '',
    has_password: true,
    verified_phone_number: false,
  };
}

function passwordTimeout(backend: Backend, request: ApiRequest): Answer {
  if (!backend.passwords.knows(request.user)) throw new Problem('password', 'Invalid Password');
  return json({ message: 'Password is valid' });
}

/** Routes about the server, the company and its users. */
export const systemRoutes: Route[] = [
  { methods: ['GET'], pattern: 'ping', handler: ping },
  { methods: ['GET'], pattern: 'health_check', handler: health },
  { methods: ['GET'], pattern: 'statics', handler: (backend) => json(statics(backend.dialect)) },
  { methods: ['POST'], pattern: 'companies/current', handler: company },
  { methods: ['POST'], pattern: 'password_timeout', handler: passwordTimeout },
  {
    methods: ['GET'],
    pattern: 'users',
    // Users who are no administrators see only themselves (recorded: viewer/system-routes).
    handler: (backend, request) => {
      const rows = backend.store.users.all().filter((user) => request.user.is_admin || user === request.user);
      return pageAnswer(backend, request, rows, userFields);
    },
  },
  {
    methods: ['GET'],
    pattern: 'client_gateway_tokens',
    handler: (backend, request) =>
      pageAnswer(backend, request, backend.store.gatewayTokens.all(), (row) => ({
        ...transformToken(row),
        client_id: encodeId(row.client_id),
      })),
  },
];
