// Recorded outputs of compromise and chrono over the two articles, and of chrono on a text with emoji:
// npm install compromise chrono-node && node make.mjs SEEDS FOLDER
import { readFileSync, writeFileSync, readdirSync } from "node:fs";
import nlp from "compromise";
import * as chrono from "chrono-node";
const [seeds, folder] = process.argv.slice(2);
const people = {}, dates = {};
for (const file of readdirSync(seeds).filter((f) => f.endsWith(".txt"))) {
  const text = readFileSync(`${seeds}/${file}`, "utf8");
  const name = file.replace(".txt", "");
  const doc = nlp(text);
  const found = (view, label) => view.json({ offset: true }).map((item) => ({ text: item.text, label, offset: item.offset }));
  people[name] = [...found(doc.people(), "PER"), ...found(doc.places(), "GPE"), ...found(doc.organizations(), "ORG")];
  dates[name] = chrono.parse(text, new Date("2025-09-03T12:00:00Z")).map((r) => ({
    index: r.index, text: r.text, start: { known: r.start.knownValues, implied: r.start.impliedValues }, end: r.end ? { known: r.end.knownValues } : null,
  }));
}
writeFileSync(`${folder}/compromise.json`, JSON.stringify(people, null, 1) + "\n");
writeFileSync(`${folder}/chrono.json`, JSON.stringify(dates, null, 1) + "\n");
