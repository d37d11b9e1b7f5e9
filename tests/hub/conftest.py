"""A loopback stand-in for the Hub: repositories of git-less commits in memory, the endpoints that publishing and loading use."""

import base64
import hashlib
import json
import re
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote


class Store:
    """Repositories by id: commits, each a mapping from path to bytes; large objects by sha256.

    `drop` cuts the next commit's connection; `failing` has a status for each step that is refused (create, preupload, object, commit),
    `saying` what is answered to one.
    """

    def __init__(self):
        self.repositories = {}
        self.objects = {}
        self.token = "hf_fake"  # noqa: S105
        self.drop = False
        self.failing = {}
        self.saying = {}
        self.commits = 0
        self.between = None

    def commit(self, name, files):
        self.commits += 1
        sha = hashlib.sha1(f"{name}{self.commits}".encode(), usedforsecurity=False).hexdigest()
        self.repositories.setdefault(name, []).append((sha, dict(files)))
        return sha

    def at(self, name, revision):
        found = self.repositories[name]
        return next((c for c in found if c[0] == revision), found[-1]) if found else ("0" * 40, {})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    @property
    def store(self):
        return self.server.store

    def answer(self, status, body=b"", headers=()):
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        if not any(name == "Content-Length" for name, _ in headers):
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def refused(self, step):
        """Whether a step is refused; a server that tells everything says the token again."""
        if step in self.store.saying:
            self.answer(200, self.store.saying[step])
            return True
        if step not in self.store.failing:
            return False
        status = self.store.failing[step]
        self.fail(status, {404: "RepoNotFound"}.get(status, ""), f"no, {self.headers.get('Authorization')}, not now")
        return True

    def fail(self, status, code, message):
        self.answer(status, {"error": message}, [("X-Error-Code", code), ("X-Error-Message", message)])

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            content = b""
            while size := int(self.rfile.readline().strip() or b"0", 16):
                content += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return content
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def authorised(self):
        return self.headers.get("Authorization") == f"Bearer {self.store.token}"

    def do_POST(self):
        content = self.body()
        path = unquote(self.path.split("?")[0])
        if path == "/api/validate-yaml":
            return self.answer(200, {"errors": [], "warnings": []})
        if path.endswith("/objects/batch"):
            base = f"http://{self.headers['Host']}"
            objects = json.loads(content)["objects"]
            actions = [{"oid": o["oid"], "size": o["size"], "actions": {"upload": {"href": f"{base}/lfs/{o['oid']}"}}} for o in objects]
            return self.answer(200, {"transfer": "basic", "objects": actions}, [("Content-Type", "application/vnd.git-lfs+json")])
        if match := re.fullmatch(r"/api/datasets/(.+?)/paths-info/(.+)", path):
            _, files = self.store.at(match[1], match[2])
            wanted = json.loads(content)["paths"] if content.startswith(b"{") else re.findall(r"paths=([^&]+)", content.decode())
            return self.answer(200, [self.entry(p, files[p]) for p in map(unquote, wanted) if p in files])
        if not self.authorised():
            return self.fail(401, "", "Invalid username or password.")
        if path == "/api/repos/create":
            if self.refused("create"):
                return None
            asked = json.loads(content)
            name = f"{asked['organization']}/{asked['name']}" if asked.get("organization") else asked["name"]
            if name in self.store.repositories:
                return self.fail(409, "", "You already created this dataset repo")
            self.store.repositories[name] = []
            return self.answer(200, {"url": f"http://{self.headers['Host']}/datasets/{name}", "name": name})
        if match := re.fullmatch(r"/api/datasets/(.+?)/preupload/(.+)", path):
            if self.refused("preupload"):
                return None
            files = json.loads(content)["files"]
            modes = [
                {"path": f["path"], "uploadMode": "lfs" if f["path"].endswith(".parquet") else "regular", "shouldIgnore": False}
                for f in files
            ]
            return self.answer(200, {"files": modes})
        if match := re.fullmatch(r"/api/datasets/(.+?)/commit/(.+)", path):
            return None if self.refused("commit") else self.commit(match[1], content)
        return self.fail(404, "EntryNotFound", f"no such endpoint {path}")

    def commit(self, name, content):
        if self.store.drop:
            self.store.drop = False
            self.close_connection = True
            return self.connection.shutdown(socket.SHUT_RDWR)
        if name not in self.store.repositories:
            return self.fail(404, "RepoNotFound", "Repository not found")
        if self.store.between:
            self.store.between()
            self.store.between = None
        sha, files = self.store.at(name, "main")
        files = dict(files)
        for line in map(json.loads, content.splitlines()):
            value = line["value"]
            if line["key"] == "header" and value.get("parentCommit") not in {None, sha}:
                return self.fail(412, "", "A commit has happened since. Please refresh and try again.")
            if line["key"] == "file":
                files[value["path"]] = base64.b64decode(value["content"])
            elif line["key"] == "lfsFile":
                files[value["path"]] = self.store.objects[value["oid"]]
            elif line["key"] == "deletedFile":
                files.pop(value["path"], None)
        made = self.store.commit(name, files)
        url = f"http://{self.headers['Host']}/datasets/{name}/commit/{made}"
        return self.answer(200, {"success": True, "commitOid": made, "commitUrl": url, "hookOutput": ""})

    def do_PUT(self):
        content = self.body()
        if self.refused("object"):
            return
        self.store.objects[self.path.rsplit("/", 1)[1]] = content
        self.answer(200)

    def do_HEAD(self):
        self.do_GET()

    def do_GET(self):
        path = unquote(self.path.split("?")[0])
        if path == "/api/whoami-v2":
            return (
                self.answer(200, {"name": "me", "type": "user", "orgs": []}) if self.authorised() else self.fail(401, "", "Invalid token")
            )
        if match := re.fullmatch(r"/api/datasets/(.+?)/tree/([^/]+)(?:/(.*))?", path):
            return self.listing(match[1], match[2], match[3] or "")
        if match := re.fullmatch(r"/datasets/(.+?)/resolve/([^/]+)/(.+)", path):
            return self.content(match[1], match[2], match[3])
        if match := re.fullmatch(r"/api/datasets/([^/]+/[^/]+)(?:/revision/(.+))?", path):
            name = match[1]
            if name not in self.store.repositories:
                return self.fail(401 if not self.authorised() else 404, "RepoNotFound", "Repository not found")
            sha, files = self.store.at(name, match[2] or "main")
            siblings = [{"rfilename": p} for p in sorted(files)]
            return self.answer(
                200,
                {"id": name, "sha": sha, "siblings": siblings, "private": False, "tags": [], "downloads": 0, "likes": 0, "gated": False},
            )
        return self.fail(404, "EntryNotFound", f"no {path}")

    def entry(self, path, content):
        found = {"type": "file", "oid": hashlib.sha1(content, usedforsecurity=False).hexdigest(), "size": len(content), "path": path}
        if path.endswith(".parquet"):
            found["lfs"] = {"oid": hashlib.sha256(content).hexdigest(), "size": len(content), "pointerSize": 100}
        return found

    def listing(self, name, revision, folder):
        if name not in self.store.repositories:
            return self.fail(404, "RepoNotFound", "Repository not found")
        _, files = self.store.at(name, revision)
        prefix = f"{folder}/" if folder else ""
        under = {p: c for p, c in files.items() if p.startswith(prefix)}
        if folder and not under:
            return self.fail(404, "EntryNotFound", "no such folder")
        return self.answer(200, [self.entry(p, c) for p, c in sorted(under.items())])

    def content(self, name, revision, path):
        if name not in self.store.repositories:
            return self.fail(404, "RepoNotFound", "Repository not found")
        sha, files = self.store.at(name, revision)
        if path not in files:
            return self.fail(404, "EntryNotFound", f"no {path}")
        content = files[path]
        headers = [("ETag", f'"{hashlib.sha256(content).hexdigest()}"'), ("X-Repo-Commit", sha), ("Accept-Ranges", "bytes")]
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range") or "")
        if asked:
            low, high = int(asked[1]), int(asked[2] or len(content) - 1)
            piece = content[low : high + 1]
            headers += [("Content-Range", f"bytes {low}-{low + len(piece) - 1}/{len(content)}"), ("Content-Length", str(len(piece)))]
            return self.answer(206, piece, headers)
        return self.answer(200, content, [*headers, ("Content-Length", str(len(content)))])


class Server(ThreadingHTTPServer):
    """Quiet about clients that hang up."""

    daemon_threads = True

    def handle_error(self, *_):
        pass


@contextmanager
def running():
    """The stand-in on a free port, and its store."""
    server = Server(("127.0.0.1", 0), Handler)
    server.store = Store()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", server.store
    finally:
        server.shutdown()
        server.server_close()
