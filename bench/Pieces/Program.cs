using BenchmarkDotNet.Running;

namespace K8sAudit.Benchmarks;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        if (arguments is ["inputs", var folder])
        {
            Inputs.Write(folder);
            return 0;
        }

        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments);
        return 0;
    }
}
