/** The archive's `run`: what `npm run gpu-check --` is in the project. */
export const RUN = `#!/bin/sh
# ./run [STAGE…] [options]; ./run --help tells all
here=$(cd "$(dirname "$0")" && pwd)
# The packed Vulkan loader, only where the machine has none.
if ! { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q 'libvulkan\\.so\\.1'; then
  export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
exec "$here/node" "$here/scripts/gpu-check/main.cjs" "$@"
`;

export const README = `# gpu-check

How the networks of SUPIR Panel run on this machine's graphics card: the panel's own code and runtime, on Dawn in Node, without a browser
and without a network connection. Weights are noise.

    ./run info                              # adapter, features, limits: is the card found?
    ./run --minutes 10                      # the stages in the order of their worth, as far as ten minutes go
    ./run q8 --compare gpu-check.json --json second.json
    ./run --help

It needs a Vulkan driver, and python3 with PyTorch for the stage \`torch\` alone. Numbers go to \`gpu-check.json\` in the current folder.

- **No adapter.** \`ldconfig -p | grep libvulkan\` and \`nvidia-smi\` tell whether there are a loader (a spare one is in \`lib\`, taken by
  itself) and a driver. A container may have the driver's description in an unusual place: name it, as in
  \`VK_DRIVER_FILES=/path/to/nvidia_icd.json ./run info\`.
- **A stage failed.** The others go on. Out of memory is an answer too: the stage says so.
- **A software adapter** computes on the processor. The report says so, and no time in it is a graphics card's.
`;
