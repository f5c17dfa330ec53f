using System.Buffers;
using BenchmarkDotNet.Attributes;
using FalcoPlugin.Abi;
using FalcoRules;
using FalcoRules.Evaluation;

namespace K8sAudit.Benchmarks;

/// <summary>
/// The default rules over both sample logs, one round, with values that are there already: conditions alone, and conditions with their alerts' texts.
/// </summary>
[MemoryDiagnoser]
public class RuleBenchmarks
{
    private readonly List<Rule> _matches = [];
    private readonly ArrayBufferWriter<byte> _line = new(4096);
    private RuleProgram _program = null!;
    private KnownValues _values = null!;
    private byte[][][][] _events = [];

    /// <summary>How many rules there are for each of the default ones; the copies look at objects of their own.</summary>
    [Params(1, 10)]
    public int Copies { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _program = Rules.Load(More());
        _values = new KnownValues([.. _program.Slots.Select(slot => FieldTypeTable.Get(slot.Field.Type).IsNumeric)]);
        _events = [.. Inputs.Events().Select(json => Rules.Read(json, _program.Slots))];
    }

    [Benchmark]
    public int Match() => Round(format: false);

    [Benchmark]
    public int MatchAndFormat() => Round(format: true);

    private int Round(bool format)
    {
        var count = 0;
        foreach (var values in _events)
        {
            _values.MoveTo(values);
            _matches.Clear();
            _program.Match(_values, RuleMatching.First, _matches);
            count += _matches.Count;
            foreach (var rule in _matches)
            {
                _line.ResetWrittenCount();
                if (format)
                {
                    rule.Output.Format(_values, _line);
                }
            }
        }

        return count;
    }

    // The default rules number 49.
    private string More() => string.Concat(Enumerable.Range(0, 49 * (Copies - 1)).Select(number => $"""

        - rule: Generated {number}
          desc: One of many
          condition: >-
            ka.stage = ResponseComplete and ka.verb in (create, update, patch)
            and ka.target.resource = resource-{number % 40} and ka.target.name = generated-{number}
          output: generated (user=%ka.user.name)
          priority: NOTICE
          source: k8s_audit

        """));

    private sealed class KnownValues(bool[] isNumeric) : EventValues(isNumeric.Length)
    {
        private byte[][][] _known = [];

        public void MoveTo(byte[][][] known)
        {
            _known = known;
            Clear();
        }

        protected override void Read(int slot)
        {
            foreach (var value in _known[slot])
            {
                if (isNumeric[slot])
                {
                    Add(BitConverter.ToUInt64(value));
                }
                else
                {
                    Add(value);
                }
            }
        }
    }
}
