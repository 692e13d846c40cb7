/** A taxi zone of New York. */
export interface Zone {
  readonly name: string;
  readonly borough: string;
  /** Degrees, near the zone's centre. */
  readonly longitude: number;
  readonly latitude: number;
  /** How often a trip begins or ends there, against the others. */
  readonly weight: number;
}

function zonesOf(borough: string, zones: readonly [name: string, longitude: number, latitude: number, weight: number][]): Zone[] {
  return zones.map(([name, longitude, latitude, weight]) => ({ name, borough, longitude, latitude, weight }));
}

/** The busiest zones of each borough, by the names of the Taxi and Limousine Commission; centres and weights are approximate. */
export const ZONES: readonly Zone[] = [
  ...zonesOf('Manhattan', [
    ['Upper East Side South', -73.9656, 40.7683, 40],
    ['Upper East Side North', -73.9573, 40.7800, 36],
    ['Midtown Center', -73.9776, 40.7566, 38],
    ['Midtown East', -73.9719, 40.7560, 32],
    ['Penn Station/Madison Sq West', -73.9932, 40.7489, 32],
    ['Times Sq/Theatre District', -73.9858, 40.7589, 30],
    ['Union Sq', -73.9907, 40.7350, 28],
    ['Murray Hill', -73.9767, 40.7479, 27],
    ['Clinton East', -73.9892, 40.7625, 27],
    ['Lincoln Square East', -73.9826, 40.7718, 27],
    ['Upper West Side South', -73.9763, 40.7831, 25],
    ['East Chelsea', -73.9961, 40.7469, 25],
    ['East Village', -73.9843, 40.7277, 24],
    ['Lenox Hill West', -73.9627, 40.7663, 23],
    ['Yorkville West', -73.9520, 40.7768, 22],
    ['West Village', -74.0035, 40.7347, 21],
    ['Lower East Side', -73.9850, 40.7168, 14],
    ['SoHo', -74.0010, 40.7233, 13],
    ['Financial District North', -74.0086, 40.7088, 12],
    ['East Harlem North', -73.9380, 40.7990, 12],
    ['Central Harlem', -73.9496, 40.8075, 10],
    ['Washington Heights South', -73.9411, 40.8419, 5],
  ]),
  ...zonesOf('Queens', [
    ['LaGuardia Airport', -73.8740, 40.7769, 24],
    ['JFK Airport', -73.7781, 40.6413, 20],
    ['Astoria', -73.9200, 40.7644, 9],
    ['Long Island City/Hunters Point', -73.9534, 40.7447, 7],
    ['Elmhurst', -73.8787, 40.7380, 5],
    ['Forest Hills', -73.8448, 40.7196, 4],
  ]),
  ...zonesOf('Brooklyn', [
    ['Downtown Brooklyn/MetroTech', -73.9852, 40.6930, 9],
    ['Fort Greene', -73.9742, 40.6892, 8],
    ['Park Slope', -73.9801, 40.6720, 8],
    ['Williamsburg (North Side)', -73.9581, 40.7191, 8],
    ['Brooklyn Heights', -73.9951, 40.6960, 6],
    ['Bushwick South', -73.9201, 40.6958, 4],
  ]),
  ...zonesOf('Bronx', [
    ['Mott Haven/Port Morris', -73.9155, 40.8075, 5],
    ['West Concourse', -73.9248, 40.8290, 4],
    ['Fordham South', -73.8983, 40.8588, 3],
  ]),
  ...zonesOf('Staten Island', [
    ['Saint George/New Brighton', -74.0861, 40.6403, 1],
  ]),
];
