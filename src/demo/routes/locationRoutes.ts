import { authorize, mayEdit } from '../access/permissions';
import type { Backend } from '../backend';
import { bind } from './binding';
import { envelope, pageAnswer } from '../answers/envelope';
import { CLIENT_COLUMNS, columnValue } from '../writing/columns';
import { decodeId } from '../store/hashIds';
import { asBoolean, isEmpty, type Fields } from '../php';
import { ValidationErrors } from '../http/problem';
import type { LocationRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import type { Answer } from '../http/respond';
import type { PathValues, Route } from '../http/router';
import { transformLocation } from '../answers/transformRecords';

const textColumns = [
  ...(['name', 'address1', 'address2', 'city', 'state', 'postal_code'] as const),
  ...(['custom_value1', 'custom_value2', 'custom_value3', 'custom_value4'] as const),
];

function locationValues(backend: Backend, input: Fields, mode: 'insert' | 'update'): Partial<LocationRow> {
  const values: Fields = {};
  for (const name of [...textColumns, 'country_id'] as const) {
    if (Object.hasOwn(input, name))
      values[name] = columnValue(CLIENT_COLUMNS[name], input[name], mode, backend.dialect.overLong);
  }
  if (Object.hasOwn(input, 'is_shipping_location')) {
    values.is_shipping_location = asBoolean(input.is_shipping_location) === true;
  }
  return values;
}

function locationAnswer(backend: Backend, request: ApiRequest, row: LocationRow): Answer {
  return envelope(backend, request, transformLocation(row));
}

function createLocation(backend: Backend, request: ApiRequest): Answer {
  const { store, clock } = backend;
  const client = store.clients.get(decodeId(request.input.client_id));
  const errors = new ValidationErrors();
  if (isEmpty(request.input.client_id)) errors.add('client_id', 'The client id field is required.');
  else if (!client) errors.add('client_id', 'The selected client id is invalid.');
  if (isEmpty(request.input.name)) errors.add('name', 'The name field is required.');
  errors.throwIfAny();
  if (!client) throw new Error('validated above');
  authorize(mayEdit(request.user, client));
  const now = clock.now();
  const empty = Object.fromEntries(textColumns.map((name) => [name, null])) as Pick<
    LocationRow,
    (typeof textColumns)[number]
  >;
  const row = store.locations.add({
    ...empty,
    id: store.locations.nextId(),
    client_id: client.id,
    user_id: request.user.id,
    country_id: null,
    is_shipping_location: false,
    is_deleted: false,
    created_at: now,
    updated_at: now,
    deleted_at: 0,
    ...locationValues(backend, request.input, 'insert'),
  });
  store.locationsOf.add(client.id, row);
  store.notifyChanged(client);
  return locationAnswer(backend, request, row);
}

function boundLocation(backend: Backend, request: ApiRequest, path: PathValues): LocationRow {
  const row = bind(backend.store.locations, path.location, 'Location');
  const client = backend.store.clients.get(row.client_id);
  authorize(client !== undefined && mayEdit(request.user, client));
  return row;
}

function updateLocation(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const row = boundLocation(backend, request, path);
  Object.assign(row, locationValues(backend, request.input, 'update'), { updated_at: backend.clock.now() });
  notifyClient(backend, row);
  return locationAnswer(backend, request, row);
}

function deleteLocation(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const row = boundLocation(backend, request, path);
  const now = backend.clock.now();
  Object.assign(row, { is_deleted: true, deleted_at: now, updated_at: now });
  backend.store.locationsOf.remove(row.client_id, row);
  notifyClient(backend, row);
  return locationAnswer(backend, request, row);
}

function notifyClient(backend: Backend, row: LocationRow): void {
  const client = backend.store.clients.get(row.client_id);
  if (client) backend.store.notifyChanged(client);
}

/**
 * Routes of locations; only newer servers have them (recorded: routes/newer-routes; docs/invoice-ninja-api.md §3.2).
 */
export const locationRoutes: Route[] = [
  {
    methods: ['GET'],
    pattern: 'locations',
    handler: (backend, request) => {
      const wanted = request.input.client_id;
      const rows = backend.store.locations
        .all()
        .filter((row) => !row.is_deleted && (isEmpty(wanted) || row.client_id === decodeId(wanted)));
      return pageAnswer(backend, request, rows, transformLocation);
    },
  },
  { methods: ['POST'], pattern: 'locations', handler: createLocation },
  {
    methods: ['GET'],
    pattern: 'locations/{location}',
    handler: (backend, request, path) =>
      locationAnswer(backend, request, boundLocation(backend, request, path)),
  },
  { methods: ['PUT', 'PATCH'], pattern: 'locations/{location}', handler: updateLocation },
  { methods: ['DELETE'], pattern: 'locations/{location}', handler: deleteLocation },
];
