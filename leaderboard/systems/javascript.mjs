// What compromise, chrono and Recognizers-Text say of the articles, as they say it; each is given the text and the document's date.
//   npm install --no-save compromise@14.17.0 chrono-node@2.10.3 @microsoft/recognizers-text-date-time@1.3.1
//   node leaderboard/systems/javascript.mjs compromise seeds > compromise.json
import { readFileSync, readdirSync } from "node:fs";
const [tool, seeds] = process.argv.slice(2);
const DCT = new Date("2025-09-03T12:00:00Z");

async function extractor() {
  if (tool === "compromise") {
    const { default: nlp } = await import("compromise");
    const told = (view, label) => view.json({ offset: true }).map((item) => ({ text: item.text, label, offset: item.offset }));
    return (text) => {
      const doc = nlp(text);
      return [...told(doc.people(), "PER"), ...told(doc.places(), "GPE"), ...told(doc.organizations(), "ORG")];
    };
  }
  if (tool === "chrono") {
    const chrono = await import("chrono-node");
    return (text) =>
      chrono.parse(text, DCT).map((found) => ({
        index: found.index,
        text: found.text,
        start: { known: found.start.knownValues, implied: found.start.impliedValues },
        end: found.end ? { known: found.end.knownValues } : null,
      }));
  }
  if (tool === "recognizers") {
    const { default: recognizers } = await import("@microsoft/recognizers-text-date-time");
    return (text) => recognizers.recognizeDateTime(text, recognizers.Culture?.English ?? "en-us", 0, DCT);
  }
  throw new Error(`no tool ${tool}: compromise, chrono or recognizers`);
}

const extract = await extractor();
const files = readdirSync(seeds).filter((name) => name.endsWith(".txt")).sort();
const found = Object.fromEntries(files.map((name) => [name.replace(".txt", ""), extract(readFileSync(`${seeds}/${name}`, "utf8"))]));
console.log(JSON.stringify(found, null, 1));
