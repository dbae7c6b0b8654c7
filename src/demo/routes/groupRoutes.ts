import { authorize } from '../access/permissions';
import type { Backend } from '../backend';
import { bind } from './binding';
import { envelope, pageAnswer } from '../answers/envelope';
import { isArrayOrObject, isEmpty, text, type Fields } from '../php';
import { ValidationErrors } from '../http/problem';
import type { GroupRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import type { Answer } from '../http/respond';
import type { PathValues, Route } from '../http/router';
import { defaultSettings } from '../writing/settings';
import { transformGroup } from '../answers/transformRecords';

function groupAnswer(backend: Backend, request: ApiRequest, group: GroupRow): Answer {
  return envelope(backend, request, transformGroup(group));
}

function settingsOf(input: Fields): Fields {
  const sent = input.settings;
  return { ...(isArrayOrObject(sent) ? (sent as Fields) : {}), ...defaultSettings() };
}

function create(backend: Backend, request: ApiRequest): Answer {
  authorize(request.user.is_admin);
  const name = text(request.input.name);
  const errors = new ValidationErrors();
  if (isEmpty(name)) errors.add('name', 'The name field is required.');
  else if (backend.store.groups.all().some((group) => group.name === name)) {
    errors.add('name', 'The name has already been taken.');
  }
  errors.throwIfAny();
  const now = backend.clock.now();
  const group = backend.store.groups.add({
    id: backend.store.groups.nextId(),
    name,
    settings: settingsOf(request.input),
    is_deleted: false,
    created_at: now,
    updated_at: now,
    deleted_at: 0,
  });
  backend.store.onWrite();
  return groupAnswer(backend, request, group);
}

function update(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  authorize(request.user.is_admin);
  const group = bind(backend.store.groups, path.group, 'GroupSetting');
  if (!isEmpty(request.input.name)) group.name = text(request.input.name);
  if (isArrayOrObject(request.input.settings)) group.settings = settingsOf(request.input);
  group.updated_at = backend.clock.now();
  backend.store.onWrite();
  return groupAnswer(backend, request, group);
}

/** Routes of client groups. */
export const groupRoutes: Route[] = [
  {
    methods: ['GET'],
    pattern: 'group_settings',
    handler: (backend, request) => pageAnswer(backend, request, backend.store.groups.all(), transformGroup),
  },
  { methods: ['POST'], pattern: 'group_settings', handler: create },
  {
    methods: ['GET'],
    pattern: 'group_settings/{group}',
    handler: (backend, request, path) =>
      groupAnswer(backend, request, bind(backend.store.groups, path.group, 'GroupSetting')),
  },
  { methods: ['PUT', 'PATCH'], pattern: 'group_settings/{group}', handler: update },
];
