import project from '../../package.json' with { type: 'json' };

/** The version of the program, as package.json gives it. */
export const VERSION: string = project.version;
