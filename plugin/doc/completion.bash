# SPDX-License-Identifier: MIT
#
# Completion of heavylegs for bash: commands, options, tasks and words. Asks the
# program itself (heavylegs --commands), so that it cannot fall behind.

_heavylegs() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
  local command='' names='' options='' line i
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ ${COMP_WORDS[i]} == -* ]] || { command=${COMP_WORDS[i]}; break; }
  done
  while read -r line; do
    names+=" ${line%% *}"
    [[ ${line%% *} == "$command" ]] && options=" ${line#* }"
  done < <("${COMP_WORDS[0]}" --commands 2>/dev/null)
  case $before in
    --heavy) COMPREPLY=($(compgen -W 'no start mid late all' -- "$word")) ;;
    --ill | --travel) COMPREPLY=($(compgen -W 'yes no' -- "$word")) ;;
    --meal) COMPREPLY=($(compgen -W 'ok late none' -- "$word")) ;;
    --inject) COMPREPLY=($(compgen -W 'start midway entire' -- "$word")) ;;
    --by) COMPREPLY=($(compgen -W 'heart_rate pace' -- "$word")) ;;
    *)
      # An option that takes a value: bash's own, files.
      [[ $options == *" $before="* ]] && return
      if [[ -z $options && $word != -* ]]; then
        COMPREPLY=($(compgen -W "$names" -- "$word"))
      elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W \
          "${options//=/} --help --version" -- "$word"))
      elif [[ $command == verdict ]]; then
        COMPREPLY=($(compgen -W 'last agree disagree' -- "$word"))
      elif [[ $command == rules ]]; then
        COMPREPLY=($(compgen -W 'list new test lint doc options replay explain
          pack unpack corpus' -- "$word"))
      elif [[ $command == diary ]]; then
        COMPREPLY=($(compgen -W 'add import list' -- "$word"))
      elif [[ $command =~ ^(explain|page|report)$ ]]; then
        COMPREPLY=($(compgen -W 'last' -- "$word"))
      fi
      ;;
  esac
}
complete -o default -F _heavylegs heavylegs
