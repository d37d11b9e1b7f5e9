// Prints iso code, Wikidata id and English name of every feature of country-coder with an iso code, as JSON.
// npm install @rapideditor/country-coder@5.6.1 && node countries.mjs > countries.json
import { borders } from "@rapideditor/country-coder";
const rows = borders.features.map(({ properties: p }) => [p.iso1A2 ?? "", p.wikidata ?? "", p.nameEn ?? ""]);
console.log(JSON.stringify(rows.filter(([iso]) => iso)));
