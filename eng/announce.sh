#!/bin/sh
# announce.sh ROOT TEXT: writes a line to the standard error of each `dotnet run` that builds a project below ROOT.
# That command shows no messages of a build, and its build may run in nodes that an earlier command started; so its process is found by name and folder.
root=$1
text=$2

is_building() {
  [ "$(cat "$1/comm")" = dotnet ] || return 1
  case "$(tr '\0' ' ' <"$1/cmdline")" in *dotnet" run "* | *dotnet.dll" run "*) ;; *) return 1 ;; esac
  case "$(readlink "$1/cwd")/ $(tr '\0' ' ' <"$1/cmdline")" in *"$root"*) ;; *) return 1 ;; esac
  # A command whose program runs has built it.
  for child in $(cat "$1"/task/*/children); do
    [ "$(cat "/proc/$child/comm")" != k8saudit ] || return 1
  done
}

for process in /proc/[0-9]*; do
  if is_building "$process"; then
    (
      exec 3>>"$process/fd/2"
      echo "$text" >&3
      # The terminal logger redraws as many lines above the cursor as it shows projects.
      [ ! -t 3 ] || printf '\n\n\n' >&3
    )
  fi
done 2>/dev/null
