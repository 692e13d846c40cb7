export * from './cloud9-image';
export * from './cloud9-options';
export * from './developer-workbench';
export * from './session-manager-options';
export * from './workbench';
