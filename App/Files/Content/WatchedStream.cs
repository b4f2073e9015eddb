namespace WorkOrders.Files.Content;

/// <summary>Reads another stream until the work is cancelled, and no more bytes than were promised.</summary>
/// <param name="inner">Disposed with this stream.</param>
/// <param name="gone">Ends the reading.</param>
/// <param name="most">The number of bytes that were promised.</param>
/// <param name="isPlain">XML without comments, CDATA and declarations, which a reader would hold in memory as a whole.</param>
/// <param name="besides">Disposed too.</param>
internal sealed class WatchedStream(
    Stream inner, CancellationToken gone, long most = long.MaxValue, bool isPlain = false, IDisposable? besides = null) : Stream
{
    private long read;
    private bool isOpened;

    public override bool CanRead => true;

    public override bool CanSeek => inner.CanSeek;

    public override bool CanWrite => false;

    public override long Length => inner.Length;

    public override long Position { get => inner.Position; set => inner.Position = value; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        gone.ThrowIfCancellationRequested();
        var got = inner.Read(buffer);
        read += got;
        if (read > most || (isPlain && HasDeclaration(buffer[..got])))
        {
            throw new InvalidDataException("There is more than the directory declares, or what a sheet doesn't need.");
        }

        return got;
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private bool HasDeclaration(ReadOnlySpan<byte> piece)
    {
        var begins = isOpened && piece is [(byte)'!', ..];
        isOpened = piece is [.., (byte)'<'];
        return begins || piece.IndexOf("<!"u8) >= 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            besides?.Dispose();
        }

        base.Dispose(disposing);
    }
}
