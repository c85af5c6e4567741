/** What a person may do, least first: look · decide · publish and mend rules · manage people. */
export const ROLES = ['reader', 'reviewer', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];
