/** The value of an environment variable that a new session on the workbench sets. */
export function required(name) {
  const value = process.env[name];
  if (!value) throw new Error(`the environment variable ${name} must be set; on the workbench a new session sets it`);
  return value;
}
