// Runs a script of Python in Pyodide: node pyodide.mjs DISTRIBUTION WHEELS SCRIPT FOLDER PACKAGE...
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [distribution, wheels, script, folder, ...packages] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(join(distribution, "pyodide.mjs")));
const pyodide = await loadPyodide({ indexURL: distribution });
await pyodide.loadPackage(packages, { messageCallback: () => {} });
for (const wheel of readdirSync(wheels).filter((name) => name.endsWith(".whl")))
  pyodide.unpackArchive(new Uint8Array(readFileSync(join(wheels, wheel))), "wheel");
pyodide.FS.mkdir("/out");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: folder }, "/out");
pyodide.globals.set("source", readFileSync(script, "utf8"));
try {
  await pyodide.runPythonAsync("import sys; sys.argv = ['', '/out/answers']; exec(compile(source, 'script', 'exec'), {'__name__': '__main__'})");
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
