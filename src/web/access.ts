import { ROLES, type Role } from '../model/role.ts';

// Routes speak of roles by the file that says what each may do.
/** Who may call a route: anybody, or people of at least this role. */
export type Access = 'public' | Role;

/** Every route a part of the site has, as `GET /desk/:id`, with who may call it. A route that is not listed does not start. */
export type AccessTable = Readonly<Record<string, Access>>;

/** Whether a role is at least the one that is needed. */
export function mayAct(role: Role, needed: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/** The role a text names, or undefined. */
export function toRole(text: string): Role | undefined {
  return ROLES.find((role) => role === text);
}
