/** The value of an environment variable that the construct always sets. */
export function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new Error(`environment variable ${name} is not set: deploy the function with the construct that sets it`);
  return value;
}
