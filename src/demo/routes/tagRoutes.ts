import { authorize } from '../access/permissions';
import { envelope, pageAnswer } from '../answers/envelope';
import { transformTag } from '../answers/transformRecords';
import type { Backend } from '../backend';
import { ValidationErrors } from '../http/problem';
import type { ApiRequest } from '../http/request';
import type { Answer } from '../http/respond';
import type { Route } from '../http/router';
import { isEmpty, text } from '../php';

function createTag(backend: Backend, request: ApiRequest): Answer {
  authorize(request.user.is_admin);
  const errors = new ValidationErrors();
  if (isEmpty(request.input.name)) errors.add('name', 'The name field is required.');
  errors.throwIfAny();
  const now = backend.clock.now();
  const tag = backend.store.tags.add({
    id: backend.store.tags.nextId(),
    name: text(request.input.name),
    color: text(request.input.color) || '#888888',
    entity_type: text(request.input.entity_type) || 'client',
    is_deleted: false,
    created_at: now,
    updated_at: now,
    deleted_at: 0,
  });
  backend.store.onWrite();
  return envelope(backend, request, transformTag(tag));
}

/** Routes of tags; only newer servers have them (recorded: routes/newer-routes; docs/invoice-ninja-api.md §3.2). */
export const tagRoutes: Route[] = [
  {
    methods: ['GET'],
    pattern: 'tags',
    handler: (backend, request) => {
      const type = request.input.entity_type;
      const rows = backend.store.tags.all().filter((tag) => isEmpty(type) || tag.entity_type === type);
      return pageAnswer(backend, request, rows, transformTag);
    },
  },
  { methods: ['POST'], pattern: 'tags', handler: createTag },
];
