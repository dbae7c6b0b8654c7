import { Problem } from '../http/problem';
import type { ClientRow, DocumentRow, UserRow } from '../store/rows';

export function hasPermission(user: UserRow, permission: string): boolean {
  return user.is_admin || user.permissions.split(',').includes(permission);
}

export function mayEdit(user: UserRow, client: ClientRow): boolean {
  return (
    hasPermission(user, 'edit_client') || client.user_id === user.id || client.assigned_user_id === user.id
  );
}

export function mayView(user: UserRow, client: ClientRow): boolean {
  return hasPermission(user, 'view_client') || mayEdit(user, client);
}

/** Documents have no permission of their own: administrators and whoever uploaded it. */
export function mayUseDocument(user: UserRow, document: DocumentRow): boolean {
  return user.is_admin || document.user_id === user.id;
}

/** Throws 401, which is 403 without the JSON headers. */
export function authorize(allowed: boolean): void {
  if (!allowed) throw new Problem('unauthorized', 'This action is unauthorized.');
}
