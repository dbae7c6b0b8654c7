import { Problem } from '../http/problem';
import type { ClientRow, DocumentRow, UserRow } from '../store/rows';

/** Whether the user is an administrator or has one permission, for example `view_client`. */
export function hasPermission(user: UserRow, permission: string): boolean {
  return user.is_admin || user.permissions.split(',').includes(permission);
}

/** Owners and assigned users may edit a client without the permission. */
export function mayEdit(user: UserRow, client: ClientRow): boolean {
  return (
    hasPermission(user, 'edit_client') || client.user_id === user.id || client.assigned_user_id === user.id
  );
}

/** The permission to edit implies the one to view. */
export function mayView(user: UserRow, client: ClientRow): boolean {
  return hasPermission(user, 'view_client') || mayEdit(user, client);
}

/** Documents have no permission of their own: an administrator or the user who uploaded the document may use it. */
export function mayUseDocument(user: UserRow, document: DocumentRow): boolean {
  return user.is_admin || document.user_id === user.id;
}

/** Throws the 401 of a missing permission (403 for requests that do not ask for JSON). */
export function authorize(allowed: boolean): void {
  if (!allowed) throw new Problem('unauthorized', 'This action is unauthorized.');
}
