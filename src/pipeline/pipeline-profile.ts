/** How large a pipeline's parts are unless their own options say otherwise. It decides sizes only, never which resources have which ids. */
export enum PipelineProfile {
  /** The smallest size of everything: cheap when idle, not highly available. */
  DEVELOPMENT = 'DEVELOPMENT',

  /** Sizes for steady load, spread over three Availability Zones. */
  PRODUCTION = 'PRODUCTION',
}
