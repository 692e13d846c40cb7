/** What a person or a custom resource asks of the studio lifecycle function. */
export interface StudioLifecycleRequest {
  readonly action: 'start' | 'stop' | 'status';
}

/** What it answers: the state the application really is in. */
export interface StudioLifecycleAnswer {
  readonly applicationName: string;
  /** As the service names it: READY, STARTING, RUNNING, STOPPING, … */
  readonly status: string;
}

/** Environment of the lifecycle function. */
export interface StudioLifecycleEnvironment {
  readonly APPLICATION_NAME: string;
}
